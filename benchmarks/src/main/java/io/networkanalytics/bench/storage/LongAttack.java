package io.networkanalytics.bench.storage;

import io.networkanalytics.bench.detector.TargetedPackets;
import io.networkanalytics.model.Decision;

/**
 * An attack of hours.
 *
 * @param id 16 hexadecimal digits
 * @param account index of whose addresses are attacked
 * @param startNanos since 1970
 * @param endNanos since 1970
 * @param weight its share among those that go on at the same time
 * @param packets what it sends
 * @param decision what the edge does with most of them, once it has a rule
 */
record LongAttack(
        String id,
        int account,
        long startNanos,
        long endNanos,
        double weight,
        TargetedPackets packets,
        Decision decision) {

    /** Of its time, before there is a rule. */
    private static final double UNNOTICED = 0.02;

    /** Whether the edge has its rule by then. */
    boolean isNoticed(long nanos) {
        return nanos - startNanos > UNNOTICED * (endNanos - startNanos);
    }

    boolean isOn(long fromNanos, long toNanos) {
        return startNanos < toNanos && endNanos > fromNanos;
    }
}
