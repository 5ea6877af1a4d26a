package io.networkanalytics.job.annotate.tcp;

import io.networkanalytics.job.TestSamples;
import io.networkanalytics.model.Account;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.EventTime;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.TcpProtection;

/** Packets of one connection, client 198.51.100.7:50000 to server 203.0.113.9:443, for tests. */
final class TcpSamples {

    static final int FIN = 1;
    static final int SYN = 2;
    static final int RST = 4;
    static final int ACK = 16;

    private TcpSamples() {}

    /** From client to server. */
    static PacketSample.Builder packet(long millis, int flags, int sequence, int acknowledgement) {
        return TestSamples.tcp(1, millis)
                .setBytes(40)
                .setIpTotalLength(40)
                .setIpHeaderLength(20)
                .setTcpDataOffset(20)
                .setTcpFlags(flags)
                .setTcpSequenceNumber(sequence)
                .setTcpAcknowledgementNumber(acknowledgement)
                .setTcpWindowSize(65_535);
    }

    static AnnotatedSample annotated(PacketSample.Builder packet) {
        return annotated(packet, TcpProtection.ENABLED);
    }

    static AnnotatedSample annotated(PacketSample.Builder packet, TcpProtection protection) {
        PacketSample sample = packet.build();
        Account account = new Account(1001, "", "", "", "203.0.113.0/24", protection, "");
        return AnnotatedSample.of(sample, EventTime.nanos(sample), account);
    }

    /** Event time, seconds since 1970. */
    static long secondOf(AnnotatedSample sample) {
        return Math.floorDiv(sample.eventTimeNanos(), 1_000_000_000L);
    }
}
