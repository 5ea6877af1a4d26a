package io.networkanalytics.bench.detector;

import io.networkanalytics.bench.Comparison;
import io.networkanalytics.bench.Machine;
import io.networkanalytics.bench.Measurement;
import io.networkanalytics.job.attack.AttackSettings;
import io.networkanalytics.job.attack.LocalDetection;
import io.networkanalytics.model.AnnotatedSample;
import java.util.List;

/** Samples a second through the detector on one thread, and what it keeps in memory. */
final class DetectorSpeed {

    static final String WITH = "decode and detect";
    static final String WITHOUT = "decode only";

    private final List<byte[]> samples;
    private long seen;
    private long heldBytes;
    private int attacks;

    DetectorSpeed(List<byte[]> samples) {
        this.samples = samples;
    }

    /** Both in turn; the first round only warms up. */
    Comparison compare(int rounds) {
        Comparison comparison = new Comparison("detector", "samples/s", WITH);
        for (int round = 0; round <= rounds; round++) {
            double with = perSecond(this::detect);
            double without = perSecond(this::decode);
            if (round > 0) {
                long memory = Machine.peakResidentBytes();
                comparison.add(WITH, new Measurement(with, memory));
                comparison.add(WITHOUT, new Measurement(without, memory));
            }
        }
        weigh();
        return comparison;
    }

    /**
     * Heap that a detector holds in the midst of the traffic, with what it has yet to decide;
     * bytes.
     */
    long heldBytes() {
        return heldBytes;
    }

    /** Attacks that it found. */
    int attacks() {
        return attacks;
    }

    private double perSecond(Runnable run) {
        seen = 0;
        long start = System.nanoTime();
        run.run();
        long nanos = System.nanoTime() - start;
        if (seen != samples.size()) {
            throw new IllegalStateException(
                    seen + " of " + samples.size() + " samples were handed back");
        }
        return samples.size() * 1e9 / nanos;
    }

    private void detect() {
        LocalDetection detection = new LocalDetection(AttackSettings.DEFAULT);
        for (byte[] sample : samples) {
            detection.add(EncodedTraffic.decoded(sample), this::see);
        }
        detection.end(this::see);
    }

    private void decode() {
        for (byte[] sample : samples) {
            see(EncodedTraffic.decoded(sample));
        }
    }

    private void see(AnnotatedSample sample) {
        seen += sample.attackId().isEmpty() || sample.eventTimeNanos() > 0 ? 1 : 0;
    }

    private void weigh() {
        long before = heap();
        LocalDetection detection = new LocalDetection(AttackSettings.DEFAULT);
        int middle = samples.size() * 2 / 3;
        for (int i = 0; i < samples.size(); i++) {
            if (i == middle) {
                heldBytes = heap() - before;
            }
            detection.add(EncodedTraffic.decoded(samples.get(i)), this::see);
        }
        detection.end(this::see);
        attacks =
                (int) detection.events().stream().map(event -> event.attackId()).distinct().count();
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
