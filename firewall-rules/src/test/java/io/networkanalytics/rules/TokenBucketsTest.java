package io.networkanalytics.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.model.PacketSample;
import io.networkanalytics.rules.Rule.RateLimit;
import io.networkanalytics.rules.language.Field;
import io.networkanalytics.rules.language.ListSource;
import io.networkanalytics.rules.language.Parser;
import io.networkanalytics.rules.sample.SampleView;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {

    private static final long SECOND = 1_000_000_000L;

    private final TokenBuckets buckets = new TokenBuckets(64);
    private final SampleView view = new SampleView();

    @Test
    void aBurstOfASecondThenTheRate() throws Exception {
        CompiledRule rule = limited("a", 100);
        assertEquals(100, passed(rule, 0, 0, 1000, 1), "at once");
        assertEquals(1, passed(rule, SECOND / 100, 0, 1000, 1), "a hundredth of a second later");
        assertEquals(100, passed(rule, 100 * SECOND, 0, 1000, 1), "never more than a second's");
    }

    @Test
    void coarseSamplesKeepTheRateInTheLongRun() throws Exception {
        for (int interval : new int[] {1, 10, 1000}) {
            CompiledRule rule = limited("interval " + interval, 100);
            // 400 packets a second for 1000 seconds, of which a quarter is within the limit.
            long samples = 400_000 / interval;
            long passed =
                    (long) passed(rule, 0, 1000 * SECOND / samples, (int) samples, interval)
                            * interval;
            assertTrue(
                    Math.abs(passed - 100_000) <= 1000 + 100,
                    passed + " of 400,000 passed, sampled 1 in " + interval);
        }
    }

    @Test
    void belowTheLimitAllPasses() throws Exception {
        CompiledRule rule = limited("a", 100);
        assertEquals(500, passed(rule, 0, 10 * SECOND, 500, 1000), "100 a second on average");
    }

    @Test
    void whatComesLateTakesNoTimeBack() throws Exception {
        CompiledRule rule = limited("a", 10);
        assertEquals(10, passed(rule, 10 * SECOND, 0, 20, 1));
        assertEquals(0, passed(rule, 5 * SECOND, 0, 20, 1));
        assertEquals(1, passed(rule, 10 * SECOND + SECOND / 10, 0, 20, 1));
    }

    @Test
    void everyKeyHasALimitOfItsOwn() throws Exception {
        CompiledRule rule = limited("a", 5, Field.IP_SRC, Field.UDP_DSTPORT);
        CompiledRule other = limited("b", 5, Field.IP_SRC, Field.UDP_DSTPORT);
        for (int port = 1; port <= 3; port++) {
            for (String source : List.of("10.0.0.1", "10.0.0.2", "2001:db8::1")) {
                PacketSample sample =
                        TestingSamples.packet(source, "10.9.9.9", 17, 60, 64)
                                .setDestinationPort(port)
                                .build();
                assertEquals(5, passed(rule, sample, 0, 0, 20), source + " " + port);
                assertEquals(5, passed(other, sample, 0, 0, 20), source + " " + port);
            }
        }
        assertEquals(0, buckets.forgotten());
    }

    @Test
    void memoryIsBoundedAndWhatIsForgottenCounted() throws Exception {
        CompiledRule rule = limited("a", 5, Field.UDP_DSTPORT);
        int keys = 1000;
        for (int port = 0; port < keys; port++) {
            PacketSample sample =
                    TestingSamples.packet("10.0.0.1", "10.9.9.9", 17, 60, 64)
                            .setDestinationPort(port)
                            .build();
            assertEquals(1, passed(rule, sample, port, 0, 1));
        }
        assertEquals(keys - 64, buckets.forgotten(), "all but what the table holds");
        assertThrows(IllegalArgumentException.class, () -> new TokenBuckets(100));
    }

    @Test
    void fullBucketsAreNotMissed() throws Exception {
        CompiledRule rule = limited("a", 5, Field.UDP_DSTPORT);
        for (int port = 0; port < 1000; port++) {
            PacketSample sample =
                    TestingSamples.packet("10.0.0.1", "10.9.9.9", 17, 60, 64)
                            .setDestinationPort(port)
                            .build();
            passed(rule, sample, port * SECOND, 0, 1);
        }
        assertEquals(0, buckets.forgotten(), "a bucket that is full again says nothing");
    }

    private static CompiledRule limited(String id, long perSecond, Field... per) throws Exception {
        Rule rule = TestingRules.rule().limit(new RateLimit(perSecond, List.of(per))).of(id, "udp");
        return new CompiledRule(rule, Parser.parse(rule.expression(), ListSource.NONE));
    }

    private int passed(CompiledRule rule, long start, long gap, int count, int interval) {
        PacketSample sample =
                TestingSamples.all().get("udp4").sample().toBuilder()
                        .setSampleInterval(interval)
                        .build();
        return passed(rule, sample, start, gap, count);
    }

    private int passed(CompiledRule rule, PacketSample sample, long start, long gap, int count) {
        int passed = 0;
        for (int i = 0; i < count; i++) {
            view.of(
                    TestingSamples.at(
                            sample,
                            TestingSamples.NANOS + start + i * gap,
                            TestingSamples.ACCOUNT));
            passed += buckets.take(rule, rule.rule.rateLimit().orElseThrow(), view) ? 1 : 0;
        }
        return passed;
    }
}
