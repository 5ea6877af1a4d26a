package io.networkanalytics.bench.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The short form of {@code bin/bench fuzz}: every seed and seeded damage of it without Jazzer, then
 * a second of Jazzer, which shows that the long form runs.
 */
class FuzzTargetTest {

    private static final long SEED = 20260105;
    private static final int DAMAGED_OF_SEED = 500;

    @ParameterizedTest
    @EnumSource
    void seedsAndDamageOfThemBreakNothing(FuzzTarget target) throws Exception {
        List<Path> seeds = target.seeds();
        assertFalse(seeds.isEmpty(), () -> "no seeds in " + target.seedFolder());
        Method run = target.type().getMethod("fuzzerTestOneInput", byte[].class);
        Random random = new Random(SEED);
        for (Path seed : seeds) {
            byte[] bytes = Files.readAllBytes(seed);
            run(run, bytes, seed);
            for (int length = 0; length < bytes.length; length++) {
                run(run, Arrays.copyOf(bytes, length), seed);
            }
            for (int i = 0; i < DAMAGED_OF_SEED; i++) {
                run(run, damage(bytes, random), seed);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NETFLOW9", "PCAPNG"})
    void jazzerRunsAndFindsNothing(FuzzTarget target, @TempDir Path work) throws Exception {
        JazzerRun.Outcome outcome = new JazzerRun(target, work).run(Duration.ofSeconds(3));
        assertEquals(List.of(), outcome.findings());
        assertTrue(outcome.coverage() > 100, () -> "is anything instrumented? " + outcome);
        assertTrue(outcome.executions() > target.seeds().size(), () -> "only seeds: " + outcome);
    }

    private static void run(Method run, byte[] input, Path seed) throws Exception {
        byte[] copy = input.clone();
        try {
            run.invoke(null, copy);
        } catch (InvocationTargetException e) {
            throw new AssertionError(
                    "an input made of " + seed + ": " + HexFormat.of().formatHex(input),
                    e.getCause());
        }
    }

    private static byte[] damage(byte[] seed, Random random) {
        byte[] bytes = Arrays.copyOf(seed, seed.length + random.nextInt(8));
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            bytes[at] =
                    switch (random.nextInt(4)) {
                        case 0 -> (byte) random.nextInt();
                        case 1 -> (byte) (bytes[at] ^ 1 << random.nextInt(8));
                        case 2 -> (byte) (random.nextBoolean() ? 0xFF : 0);
                        default -> bytes[random.nextInt(bytes.length)];
                    };
        }
        return bytes;
    }
}
