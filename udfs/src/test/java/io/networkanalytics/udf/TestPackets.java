package io.networkanalytics.udf;

import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import java.util.HexFormat;

/** Packets and samples for tests. */
final class TestPackets {

    /** When the first sample of tests was observed, seconds since 1970. */
    static final long START = 1_790_000_000L;

    private TestPackets() {}

    /** A SYN from 198.51.100.7:50000 to 203.0.113.9:443, from its IP header on. */
    static byte[] syn() {
        String ip = "45000028" + "00014000" + "40060000" + "c6336407" + "cb007109";
        String tcp = "c35001bb" + "00000001" + "00000000" + "5002ffff" + "00000000";
        return HexFormat.of().parseHex(ip + tcp);
    }

    /** What every sample must have; one packet of 60 bytes, of a thousand. */
    static PacketSample.Builder sample(long sequence) {
        return PacketSample.newBuilder()
                .setVersion(1)
                .setExporterId("edge-1")
                .setEpochMicros(START * 1_000_000)
                .setSequence(sequence)
                .setObservedAtNanos(START * 1_000_000_000)
                .setReceivedAtNanos(START * 1_000_000_000)
                .setSourceSystem("xdpd")
                .setSampleInterval(1000)
                .setSamplingMode(SamplingMode.RANDOM)
                .setPackets(1)
                .setBytes(60)
                .setOutcome("pass")
                .setVerdict("pass");
    }
}
