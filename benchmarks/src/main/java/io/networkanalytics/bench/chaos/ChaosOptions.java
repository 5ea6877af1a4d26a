package io.networkanalytics.bench.chaos;

import java.time.Duration;

/**
 * How long and how hard.
 *
 * @param seed of faults, checkpoint intervals and traffic
 * @param load how long there are faults
 * @param samplesPerSecond that the sender hands in
 * @param mostPause between two faults; the least is a quarter of it
 * @param mostStall of Kafka or ClickHouse, 10 s or more
 */
public record ChaosOptions(
        long seed, Duration load, int samplesPerSecond, Duration mostPause, Duration mostStall) {

    /** About half of what the stack holds on two cores that also make the load. */
    public static final int DEFAULT_RATE = 5_000;

    /** For people with time. */
    public static ChaosOptions full(long seed, Duration load, int samplesPerSecond) {
        return new ChaosOptions(
                seed, load, samplesPerSecond, Duration.ofSeconds(40), Duration.ofSeconds(90));
    }

    /** Every kind of fault once or so within a few minutes. */
    public static ChaosOptions brief(long seed, Duration load, int samplesPerSecond) {
        return new ChaosOptions(
                seed, load, samplesPerSecond, Duration.ofSeconds(8), Duration.ofSeconds(12));
    }
}
