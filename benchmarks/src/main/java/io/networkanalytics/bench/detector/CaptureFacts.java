package io.networkanalytics.bench.detector;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.PacketSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What has to be known of a capture before it is replayed.
 *
 * @param packets that can be decoded
 * @param attackPackets those that are the attack's
 * @param undecodable packets that are skipped
 * @param damage why it ends early, or ""
 * @param lengthNanos from the first packet to the last one
 * @param firstAttackNanos from the first packet to the first one of the attack
 * @param target destination of most packets of the attack; empty without any
 */
record CaptureFacts(
        long packets,
        long attackPackets,
        long undecodable,
        String damage,
        long lengthNanos,
        long firstAttackNanos,
        ByteString target) {

    static CaptureFacts of(Path capture, CaptureRule rule) throws IOException {
        Map<ByteString, Integer> destinations = new HashMap<>();
        long packets = 0;
        long attackPackets = 0;
        long length = 0;
        long firstAttack = Long.MAX_VALUE;
        try (CaptureSamples samples = new CaptureSamples(capture, 1)) {
            for (var packet = samples.next(); packet != null; packet = samples.next()) {
                packets++;
                length = Math.max(length, samples.offsetNanos());
                PacketSample sample = packet.buildPartial();
                if (rule.matches(AnnotatedSample.of(sample, 0, GeneratedTraffic.ACCOUNT))) {
                    attackPackets++;
                    firstAttack = Math.min(firstAttack, samples.offsetNanos());
                    destinations.merge(sample.getDestinationAddress(), 1, Integer::sum);
                }
            }
            ByteString target =
                    destinations.entrySet().stream()
                            .max(Map.Entry.comparingByValue())
                            .map(Map.Entry::getKey)
                            .orElse(ByteString.EMPTY);
            return new CaptureFacts(
                    packets,
                    attackPackets,
                    samples.undecodable(),
                    samples.damage(),
                    length,
                    attackPackets == 0 ? 0 : firstAttack,
                    target);
        }
    }
}
