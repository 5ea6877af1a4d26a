package io.networkanalytics.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The long form is {@code bin/bench chaos}. */
@Tag("chaos")
class ChaosITCase {

    /** Of the plan of faults; any must do. */
    private static final long SEED = 20_261_128;

    private static final int SAMPLES_PER_SECOND = 2_000;

    private static final int LEAST_KINDS = 3;

    @TempDir private Path dir;

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void whatWasAcknowledgedIsInEveryTableOnceWhateverDies() throws Exception {
        ChaosOptions options =
                ChaosOptions.brief(SEED, Duration.ofSeconds(180), SAMPLES_PER_SECOND);
        ChaosOutcome outcome =
                new ChaosRun(options, Clock.systemUTC(), System.out::println).run(dir);
        System.out.println(outcome.report());
        assertTrue(outcome.exact(), outcome::report);
        // How many it comes to depends on how fast servers come back here.
        assertTrue(outcome.counts().size() >= LEAST_KINDS, outcome::report);
    }
}
