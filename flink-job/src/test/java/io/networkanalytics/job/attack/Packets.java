package io.networkanalytics.job.attack;

import com.google.protobuf.ByteString;
import io.networkanalytics.job.TestSamples;
import io.networkanalytics.model.Account;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import java.util.HexFormat;

/** Packets to 203.0.113.9 for tests. */
final class Packets {

    static final int ICMP = 1;
    static final int TCP = 6;
    static final int UDP = 17;
    static final int GRE = 47;

    /** First second of the tests. */
    static final long SECOND = TestSamples.START_MILLIS / 1000;

    private Packets() {}

    /** With an IPv4 header of 20 bytes, 60 in all. */
    static PacketSample.Builder ip(int protocol, long sequence) {
        return TestSamples.tcp(sequence, 0)
                .setIpProtocol(protocol)
                .setIpHeaderLength(20)
                .setIpTotalLength(60)
                .setIpTtl(57)
                .clearSourcePort()
                .clearDestinationPort();
    }

    static PacketSample.Builder tcp(long sequence, int flags) {
        return ip(TCP, sequence)
                .setSourcePort(50_000)
                .setDestinationPort(443)
                .setTcpDataOffset(20)
                .setTcpFlags(flags);
    }

    /** With a payload in hexadecimal digits. */
    static PacketSample.Builder udp(long sequence, int sourcePort, String payload) {
        return ip(UDP, sequence)
                .setSourcePort(sourcePort)
                .setDestinationPort(40_000)
                .setPayloadPrefix(bytes(payload));
    }

    /** An answer of a name server, sampled one in a thousand. */
    static PacketSample.Builder dnsAnswer(long sequence) {
        return udp(sequence, 53, "12348180000100010000000000000000")
                .setIpTotalLength(1400)
                .setBytes(1414)
                .setSampleInterval(1000)
                .setSamplingMode(SamplingMode.RANDOM)
                .setDestinationPort((int) (1024 + sequence * 7919 % 60_000))
                .setSourceAddress(source(sequence));
    }

    /** Many sources, in many networks. */
    static ByteString source(long number) {
        return IpAddresses.of(
                0, 0xFFFFL << 32 | 0x0A000000L | (PacketDigest.mix(number) & 0xFFFFFFL));
    }

    static ByteString bytes(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }

    static AnnotatedSample annotated(PacketSample.Builder sample) {
        return annotated(sample, SECOND, Account.UNASSIGNED);
    }

    static AnnotatedSample annotated(PacketSample.Builder sample, long second, Account account) {
        return AnnotatedSample.of(sample.build(), second * 1_000_000_000L, account);
    }

    static PacketDigest digest(PacketSample.Builder sample) {
        return PacketDigest.of(annotated(sample));
    }

    /** Standing for itself. */
    static WeightedDigest weighted(PacketSample.Builder sample) {
        PacketDigest digest = digest(sample);
        return new WeightedDigest(digest, digest.packets());
    }
}
