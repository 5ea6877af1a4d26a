package io.networkanalytics.bench.forwarder;

import io.networkanalytics.model.FlowKey;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.codec.PacketSampleEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The samples of a capture several times over, each time from and to other clients, with other
 * counts and times: a compressor that sees the same bytes again would be better than it is.
 */
final class VariedSamples {

    private static final long V4_MAPPED = 0xFFFF_0000_0000L;
    private static final long HOUR_NANOS = 3_600_000_000_000L;

    private final SplittableRandom random = new SplittableRandom(20260108);
    private final PacketSampleEncoder encoder = new PacketSampleEncoder();
    private final int partitions;

    VariedSamples(int partitions) {
        this.partitions = partitions;
    }

    List<EncodedSample> of(List<EncodedSample> originals, int times) {
        List<EncodedSample> all = new ArrayList<>(originals.size() * times);
        for (int i = 0; i < times; i++) {
            for (EncodedSample original : originals) {
                all.add(varied(original.decoded()));
            }
        }
        return all;
    }

    private EncodedSample varied(PacketSample.Builder sample) {
        sample.setSourceAddress(IpAddresses.of(0, V4_MAPPED | (random.nextInt() & 0xFFFF_FFFFL)))
                .setSourcePort(1024 + random.nextInt(60_000))
                .setPackets(1 + random.nextInt(1000))
                .setBytes(40 + random.nextInt(1_000_000))
                .setObservedAtNanos(sample.getObservedAtNanos() + random.nextLong(HOUR_NANOS));
        long hash = FlowKey.hash(sample);
        return new EncodedSample(FlowKey.partition(hash, partitions), hash, encoder.encode(sample));
    }
}
