package io.networkanalytics.bench.forwarder;

import io.networkanalytics.bench.Comparison;
import io.networkanalytics.bench.Machine;
import io.networkanalytics.bench.Measurement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Runs stages in turn and keeps what a sample cost in each. */
final class StageRun {

    private final Duration time;
    private final Comparison comparison;
    private final Map<String, Double> allocated = new LinkedHashMap<>();

    /**
     * @param time of one run
     * @param comparison gets samples a second of processor time
     */
    StageRun(Duration time, Comparison comparison) {
        this.time = time;
        this.comparison = comparison;
    }

    /** Runs without keeping the result. */
    void warm(Stage stage, Runnable awaitDone) throws InterruptedException {
        turns(stage);
        awaitDone.run();
    }

    /**
     * Runs for the time.
     *
     * @param awaitDone waits for what the stage leaves to other threads; that counts, too
     */
    void run(String name, Stage stage, Runnable awaitDone) throws InterruptedException {
        ProcessCost before = ProcessCost.now();
        long samples = turns(stage);
        awaitDone.run();
        ProcessCost cost = ProcessCost.now().since(before);
        comparison.add(
                name,
                new Measurement(samples * 1e9 / cost.cpuNanos(), Machine.peakResidentBytes()));
        allocated.merge(name, (double) cost.allocatedBytes() / samples, Math::min);
        System.out.printf(
                Locale.ROOT,
                "%-34s %6.0f ns of processor time and %5.0f bytes allocated a sample%n",
                name,
                (double) cost.cpuNanos() / samples,
                (double) cost.allocatedBytes() / samples);
    }

    /** Adds to the settings of a report what a sample allocated, in the best of the runs. */
    void addAllocated(Map<String, String> settings) {
        allocated.forEach(
                (name, bytes) ->
                        settings.put(
                                "bytes allocated a sample: " + name,
                                String.format(Locale.ROOT, "%.0f", bytes)));
    }

    private long turns(Stage stage) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        long samples = 0;
        while (System.nanoTime() < end) {
            samples += stage.turn();
        }
        return samples;
    }
}
