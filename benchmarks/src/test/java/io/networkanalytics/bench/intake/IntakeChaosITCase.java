package io.networkanalytics.bench.intake;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The long form with 1,000,000 samples is {@code bin/bench intake-chaos}. */
@Tag("exactly-once")
class IntakeChaosITCase {

    private static final long SAMPLES = 30_000;

    @TempDir private Path dir;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void everyAcknowledgedSampleIsStoredOnce() throws Exception {
        try (IntakeChaos chaos = new IntakeChaos(dir)) {
            for (boolean spool : List.of(false, true)) {
                IntakeOutcome outcome = chaos.run(SAMPLES, spool, Clock.systemUTC());
                System.out.println(outcome.text());
                assertTrue(outcome.exact(), outcome::text);
                // Otherwise nothing was under way when something was killed.
                assertTrue(outcome.streams() >= 3, outcome::text);
            }
        }
    }
}
