package io.networkanalytics.job;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import io.networkanalytics.model.WireSample;

/** Samples for tests. */
public final class TestSamples {

    /** 2026-09-21T14:13:20Z, twenty seconds into a minute. */
    public static final long START_MILLIS = 1_790_000_000_000L;

    /** Start of the minute of {@link #START_MILLIS}, seconds. */
    public static final long START_MINUTE = START_MILLIS / 60_000 * 60;

    private TestSamples() {}

    /** A TCP packet of 60 bytes to 203.0.113.9:443, seen some time after {@link #START_MILLIS}. */
    public static PacketSample.Builder tcp(long sequence, long millisAfterStart) {
        long nanos = (START_MILLIS + millisAfterStart) * 1_000_000L;
        return PacketSample.newBuilder()
                .setVersion(1)
                .setExporterId("edge-1")
                .setEpochMicros(1_789_000_000_000_000L)
                .setSequence(sequence)
                .setObservedAtNanos(nanos)
                .setReceivedAtNanos(nanos)
                .setSourceSystem("pcap")
                .setSampleInterval(1)
                .setSamplingMode(SamplingMode.UNSAMPLED)
                .setPackets(1)
                .setBytes(60)
                .setIpProtocol(6)
                .setSourceAddress(v4(198, 51, 100, 7))
                .setDestinationAddress(v4(203, 0, 113, 9))
                .setSourcePort(50_000)
                .setDestinationPort(443);
    }

    /** A sample as it came in. */
    public static WireSample wire(PacketSample.Builder sample) {
        PacketSample built = sample.build();
        return new WireSample(built, built.toByteArray());
    }

    /** A mapped IPv4 address. */
    public static ByteString v4(int a, int b, int c, int d) {
        return ByteString.copyFrom(
                new byte[] {
                    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) a, (byte) b, (byte) c, (byte) d
                });
    }
}
