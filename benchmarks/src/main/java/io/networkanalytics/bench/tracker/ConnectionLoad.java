package io.networkanalytics.bench.tracker;

import com.google.protobuf.UnsafeByteOperations;
import io.networkanalytics.model.Account;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;

/** Packets of many connections to one server, each from an address and port of its own. */
final class ConnectionLoad {

    static final long NOW_NANOS = 1_790_000_000_000_000_000L;

    private static final Account ACCOUNT = new Account(1001, "web", "", "shop");
    private static final int SYN = 0x02;
    private static final int PSH_ACK = 0x18;
    private static final int CLIENTS = 1 << 24;

    private final PacketSample.Builder sample =
            PacketSample.newBuilder()
                    .setVersion(1)
                    .setExporterId("edge-1")
                    .setObservedAtNanos(NOW_NANOS)
                    .setReceivedAtNanos(NOW_NANOS)
                    .setSourceSystem("pcap")
                    .setSampleInterval(1)
                    .setSamplingMode(SamplingMode.UNSAMPLED)
                    .setPackets(1)
                    .setIpProtocol(6)
                    .setIpHeaderLength(20)
                    .setTcpDataOffset(20)
                    .setTcpWindowSize(65_535)
                    .setDestinationPort(443)
                    .setDestinationAddress(UnsafeByteOperations.unsafeWrap(address(203 << 24)));

    /** The packet that opens a connection. */
    AnnotatedSample open(int connection) {
        return packet(connection, SYN, isn(connection), 0, 0);
    }

    /** Its first bytes, as often as wanted. */
    AnnotatedSample send(int connection) {
        return packet(connection, PSH_ACK, isn(connection) + 1, 5001, 100);
    }

    private AnnotatedSample packet(int connection, int flags, int sequence, int ack, int payload) {
        sample.setSourceAddress(
                        UnsafeByteOperations.unsafeWrap(address(10 << 24 | connection % CLIENTS)))
                .setSourcePort(1024 + connection / CLIENTS + connection % 50_000)
                .setTcpFlags(flags)
                .setTcpSequenceNumber(sequence)
                .setTcpAcknowledgementNumber(ack)
                .setBytes(40 + payload)
                .setIpTotalLength(40 + payload);
        return AnnotatedSample.of(sample.build(), NOW_NANOS, ACCOUNT);
    }

    private static int isn(int connection) {
        return connection * 0x9E3779B9;
    }

    private static byte[] address(int v4) {
        byte[] address = new byte[16];
        address[10] = -1;
        address[11] = -1;
        address[12] = (byte) (v4 >> 24);
        address[13] = (byte) (v4 >> 16);
        address[14] = (byte) (v4 >> 8);
        address[15] = (byte) v4;
        return address;
    }
}
