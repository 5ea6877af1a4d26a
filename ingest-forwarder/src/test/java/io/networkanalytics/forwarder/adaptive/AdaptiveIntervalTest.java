package io.networkanalytics.forwarder.adaptive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.observe.MetricMap;
import io.networkanalytics.model.FlowKey;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.IpPrefix;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.PrefixTable;
import io.networkanalytics.model.SamplingMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdaptiveIntervalTest {

    private static final long MAPPED = 0xFFFFL << 32;
    private static final long SECOND = 1_000_000_000L;
    private static final int PREFIXES = 20;
    private static final int LIMIT = 20;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private long now;

    /**
     * One prefix gets 95 % of 2,000 samples a second, 19 others share the rest evenly but for a
     * random spread: about 5 a second each, below the limit, or with a limit of 4 some above.
     */
    @Test
    void randomThinningIsUnbiasedAndFair() {
        unbiased(SamplingMode.RANDOM, UnsampledBecome.RANDOM, LIMIT);
        unbiased(SamplingMode.RANDOM, UnsampledBecome.RANDOM, 4);
    }

    @Test
    void flowThinningIsUnbiasedAndFair() {
        unbiased(SamplingMode.FLOW_CONSISTENT, UnsampledBecome.RANDOM, LIMIT);
        unbiased(SamplingMode.UNSAMPLED, UnsampledBecome.FLOW_CONSISTENT, LIMIT);
    }

    private void unbiased(SamplingMode mode, UnsampledBecome unsampled, int limit) {
        int seeds = 200;
        double[] sum = new double[PREFIXES];
        double[] squares = new double[PREFIXES];
        for (int seed = 0; seed < seeds; seed++) {
            double[] truth = new double[PREFIXES];
            double[] estimate = new double[PREFIXES];
            int[] kept = new int[PREFIXES];
            int[] offered = new int[PREFIXES];
            simulate(mode, unsampled, limit, seed, truth, estimate, kept, offered);
            for (int p = 0; p < PREFIXES; p++) {
                double error = estimate[p] - truth[p];
                sum[p] += error;
                squares[p] += error * error;
                if (p > 0 && limit == LIMIT) {
                    assertEquals(offered[p], kept[p], "a small prefix keeps all, prefix " + p);
                }
                if (mode == SamplingMode.RANDOM) {
                    // The share of a second: the limit, halved at worst by the power of two.
                    int fair = Math.min(offered[p], 4 * limit / 2);
                    assertTrue(
                            kept[p] >= fair / 2,
                            "prefix " + p + " keeps " + kept[p] + " of " + offered[p]);
                }
            }
            if (mode == SamplingMode.RANDOM) {
                assertTrue(kept[0] < 4 * limit * 6, "the attacked prefix keeps " + kept[0]);
            }
        }
        for (int p = 0; p < PREFIXES; p++) {
            double mean = sum[p] / seeds;
            double deviation = Math.sqrt(Math.max(0, squares[p] / seeds - mean * mean));
            // Of the mean of 200 runs, at three standard errors: far within that of one run.
            double allowed = 3 * deviation / Math.sqrt(seeds);
            assertTrue(
                    Math.abs(mean) <= allowed,
                    mode + " prefix " + p + ": mean error " + mean + ", allowed " + allowed);
        }
    }

    private void simulate(
            SamplingMode mode,
            UnsampledBecome unsampled,
            int limit,
            int seed,
            double[] truth,
            double[] estimate,
            int[] kept,
            int[] offered) {
        now = 0;
        SplittableRandom traffic = new SplittableRandom(1000 + seed);
        AdaptiveInterval adaptive = adaptive(limit, unsampled, seed, new PrefixTable<>());
        int perSecond = 2000;
        PacketSample.Builder sample = PacketSample.newBuilder();
        for (int i = 0; i < 4 * perSecond; i++) {
            now = i * SECOND / perSecond;
            int prefix = traffic.nextInt(100) < 95 ? 0 : 1 + i % (PREFIXES - 1);
            sample.clear()
                    .setSamplingMode(mode)
                    .setSampleInterval(mode == SamplingMode.UNSAMPLED ? 1 : 100)
                    .setPackets(1)
                    .setBytes(40 + traffic.nextInt(1400))
                    .setIpProtocol(6)
                    .setSourceAddress(v4(0x0A000000 | traffic.nextInt(1 << 20)))
                    .setSourcePort(traffic.nextInt(65536))
                    .setDestinationPort(443)
                    .setDestinationAddress(v4(0xC0000000 | prefix << 8 | traffic.nextInt(256)));
            truth[prefix] += sample.getBytes() * (double) sample.getSampleInterval();
            offered[prefix]++;
            if (adaptive.keeps(sample)) {
                estimate[prefix] += sample.getBytes() * (double) sample.getSampleInterval();
                kept[prefix]++;
            }
        }
    }

    @Test
    void flowsAreKeptWholeInBothDirections() {
        AdaptiveInterval adaptive = adaptive(10, UnsampledBecome.RANDOM, 3, new PrefixTable<>());
        for (int i = 0; i < 10_000; i++) { // warms the interval of the target up
            adaptive.keeps(flow(i % 997, false));
        }
        now += SECOND - 1;
        Map<Integer, Boolean> there = new HashMap<>();
        for (int i = 0; i < 500; i++) {
            there.put(i, adaptive.keeps(flow(i, false)));
        }
        int keptFlows = 0;
        for (int i = 0; i < 500; i++) {
            PacketSample.Builder back = flow(i, true);
            assertEquals(there.get(i), adaptive.keeps(back), "flow " + i);
            if (there.get(i)) {
                keptFlows++;
                assertEquals(SamplingMode.FLOW_CONSISTENT, back.getSamplingMode());
                assertTrue(back.getSampleInterval() > 100);
            }
        }
        assertTrue(keptFlows < 50, keptFlows + " of 500 flows");
    }

    @Test
    void thinningIsIndependentOfThePartition() {
        AdaptiveInterval adaptive = adaptive(10, UnsampledBecome.RANDOM, 3, new PrefixTable<>());
        Set<Integer> partitions = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            PacketSample.Builder sample = flow(i, false);
            if (adaptive.keeps(sample)) {
                partitions.add(FlowKey.partition(FlowKey.hash(sample), 8));
            }
        }
        assertEquals(8, partitions.size());
    }

    @Test
    void notificationsPassUnweighted() {
        AdaptiveInterval adaptive = adaptive(1, UnsampledBecome.RANDOM, 3, new PrefixTable<>());
        for (int i = 0; i < 1000; i++) {
            PacketSample.Builder sample =
                    flow(i, false).setSamplingMode(SamplingMode.NOTIFICATION).setSampleInterval(1);
            assertTrue(adaptive.keeps(sample));
            assertEquals(1, sample.getSampleInterval());
        }
        assertEquals(Map.of(), MetricMap.of(registry));
    }

    @Test
    void modesAndIntervals() {
        AdaptiveInterval adaptive = adaptive(1, UnsampledBecome.RANDOM, 3, new PrefixTable<>());
        PacketSample.Builder first = flow(1, false).setSamplingMode(SamplingMode.UNSAMPLED);
        assertTrue(adaptive.keeps(first));
        assertEquals(SamplingMode.UNSAMPLED, first.getSamplingMode(), "nothing is left out yet");
        PacketSample.Builder huge = flow(1, false).setSampleInterval(-1); // 2^32 - 1
        assertTrue(adaptive.keeps(huge), "cannot stand for more");
        assertEquals(-1, huge.getSampleInterval());
        PacketSample.Builder sample;
        do {
            sample = flow(1, false).setSamplingMode(SamplingMode.UNSAMPLED).setSampleInterval(1);
        } while (!adaptive.keeps(sample));
        assertEquals(SamplingMode.RANDOM, sample.getSamplingMode());
        assertTrue(sample.getSampleInterval() > 1);
    }

    @Test
    void stateIsBoundedAndSilentTargetsLeave() {
        AdaptiveInterval adaptive = adaptive(5, UnsampledBecome.RANDOM, 3, new PrefixTable<>());
        for (int i = 0; i < 5000; i++) {
            now += SECOND / 1000;
            adaptive.keeps(to(0xC0000000 + (i << 8)));
        }
        assertEquals(1000, registry.get(AdaptiveInterval.TARGETS).gauge().value());
        assertEquals(4000, registry.get(AdaptiveInterval.BEYOND_BOUND).counter().count());
        assertTrue(registry.get(AdaptiveInterval.THINNED).counter().count() > 3000);
        now += 20 * SECOND;
        assertTrue(adaptive.keeps(to(0x0B000000)));
        assertEquals(1, registry.get(AdaptiveInterval.TARGETS).gauge().value());
    }

    @Test
    void accountsShareALimitAcrossTheirPrefixes(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("accounts.json");
        Files.writeString(
                file,
                """
                {"prefix":"192.0.2.0/24","account":7}
                {"prefix":"198.51.100.0/24","account":7}
                """);
        PrefixTable<Long> accounts = AccountPrefixes.read(file);
        assertEquals(Target.of(v4(0xC0000201), accounts), Target.of(v4(0xC6336401), accounts));
        assertFalse(
                Target.of(v4(0xC0000301), accounts).equals(Target.of(v4(0xC0000401), accounts)));
        IpPrefix v6 = IpPrefix.parse("2001:db8:1:2::5");
        assertEquals(
                IpPrefix.parse("2001:db8:1::/48").high(),
                Target.of(IpAddresses.of(v6.high(), v6.low()), accounts).high());
        Files.writeString(file, "{\"prefix\":\"192.0.2.0/24\",\"account\":7}\nnonsense\n");
        IOException e = assertThrows(IOException.class, () -> AccountPrefixes.read(file));
        assertTrue(e.getMessage().startsWith(file + ":2: "), e.getMessage());
    }

    private AdaptiveInterval adaptive(
            int limit, UnsampledBecome unsampled, long seed, PrefixTable<Long> accounts) {
        return new AdaptiveInterval(
                new AdaptiveSettings(limit, 65_536, 1000, Path.of(""), unsampled, seed),
                accounts,
                new ForwarderMetrics(registry),
                () -> now);
    }

    private static PacketSample.Builder flow(int i, boolean back) {
        ByteString client = v4(0x0A000000 | i);
        ByteString server = v4(0xC0000201);
        return PacketSample.newBuilder()
                .setSamplingMode(SamplingMode.FLOW_CONSISTENT)
                .setSampleInterval(100)
                .setIpProtocol(6)
                .setSourceAddress(back ? server : client)
                .setSourcePort(back ? 443 : 5000 + i % 1000)
                .setDestinationAddress(back ? client : server)
                .setDestinationPort(back ? 5000 + i % 1000 : 443);
    }

    private static PacketSample.Builder to(int address) {
        return PacketSample.newBuilder()
                .setSamplingMode(SamplingMode.RANDOM)
                .setSampleInterval(1)
                .setDestinationAddress(v4(address));
    }

    private static ByteString v4(int address) {
        return IpAddresses.of(0, MAPPED | (address & 0xFFFF_FFFFL));
    }
}
