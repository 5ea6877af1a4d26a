package io.networkanalytics.bench.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The long form with 1,000,000 samples is {@code bin/bench intake-chaos}. */
@Tag("exactly-once")
class IntakeChaosITCase {

    private static final long SAMPLES = 60_000;

    @TempDir private Path dir;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void everyAcknowledgedSampleIsThereOnce() throws Exception {
        try (IntakeChaos chaos = new IntakeChaos(dir)) {
            IntakeChaos.Outcome outcome = chaos.run(SAMPLES, Clock.systemUTC());
            System.out.println(outcome);
            assertEquals(SAMPLES, outcome.kept(), outcome::toString);
            assertEquals(0, outcome.keptTwice(), outcome::toString);
            // Otherwise nothing was under way when something was killed.
            assertTrue(outcome.streams() >= 3, outcome::toString);
            assertTrue(outcome.sent() > SAMPLES, outcome::toString);
        }
    }
}
