package io.networkanalytics.bench.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.job.attack.VectorTable;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.rules.CompiledExpression;
import io.networkanalytics.rules.RuleExpression;
import io.networkanalytics.rules.language.ExpressionException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is made as a vector, the vector table calls so. */
class VectorNamesTest {

    private static final int SEEDS = 12;
    private static final int PACKETS = 300;

    @Test
    void theTableNamesEveryVectorAsItIsMade() throws ExpressionException {
        List<Map.Entry<String, CompiledExpression>> table = new ArrayList<>();
        for (var vector : VectorTable.standard().vectors()) {
            table.add(
                    Map.entry(
                            vector.name().toLowerCase(Locale.ROOT),
                            RuleExpression.compile(vector.expression())));
        }
        for (AttackVector vector : AttackVector.all()) {
            for (int seed = 0; seed < SEEDS; seed++) {
                Map<String, Integer> names = names(table, vector, seed);
                int right = names.getOrDefault(vector.vector().toLowerCase(Locale.ROOT), 0);
                int all = names.values().stream().mapToInt(Integer::intValue).sum();
                // Random ports are now and then those of an amplifier.
                assertTrue(
                        right >= 0.98 * all,
                        vector + ", seed " + seed + ", is called " + names + " by the table");
            }
        }
    }

    private static Map<String, Integer> names(
            List<Map.Entry<String, CompiledExpression>> table, AttackVector vector, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean ipv6 = seed % 4 == 3;
        PacketMaker maker = vector.maker(random, ipv6);
        Sources sources = vector.sources(random, ipv6);
        AttackTarget target = AttackTarget.address(random, ipv6);
        Map<String, Integer> names = new LinkedHashMap<>();
        for (int i = 0; i < PACKETS; i++) {
            PacketSample.Builder packet = PacketSample.newBuilder();
            maker.make(random, packet);
            sources.pick(random, packet);
            packet.setDestinationAddress(target.pick(random));
            // Later fragments of answers have no ports; they belong to the first ones.
            if (packet.getIpFragmentOffset() == 0 || vector == Flood.FRAGMENT) {
                AnnotatedSample sample =
                        AnnotatedSample.of(packet.build(), 0, GeneratedTraffic.ACCOUNT);
                String name =
                        table.stream()
                                .filter(entry -> entry.getValue().matches(sample))
                                .map(Map.Entry::getKey)
                                .findFirst()
                                .orElse("nothing");
                names.merge(name, 1, Integer::sum);
            }
        }
        return names;
    }

    @Test
    void everyVectorHasAThreshold() {
        Thresholds thresholds = Thresholds.standard();
        for (AttackVector vector : AttackVector.all()) {
            double rate = thresholds.packetsPerSecond(vector.vector(), 500);
            assertTrue(rate > 0 && rate < 1e9, vector + ": " + rate);
        }
    }

    @Test
    void templatesBeginAsTheyAreWritten() {
        String text =
                PrefixTemplate.of("30 84 'ab' ??")
                        .fill(new SplittableRandom(1), 4)
                        .toString(StandardCharsets.ISO_8859_1);
        assertEquals("0\u0084ab", text);
        assertEquals(32, PrefixTemplate.of("").fill(new SplittableRandom(1), 500).size());
    }
}
