package io.networkanalytics.bench.detector;

import io.networkanalytics.job.attack.VectorTable;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** From which rate on a vector is an attack. */
@FunctionalInterface
interface Thresholds {

    /**
     * The rate.
     *
     * @param vector in the words of the vector table
     * @param meanBytes IP length of its packets
     * @return represented packets a second
     */
    double packetsPerSecond(String vector, double meanBytes);

    /** Those of the table, whichever of packets and bits is reached first. */
    static Thresholds standard() {
        Map<String, long[]> limits = new HashMap<>();
        VectorTable.standard()
                .vectors()
                .forEach(
                        v ->
                                limits.putIfAbsent(
                                        v.name().toLowerCase(Locale.ROOT),
                                        new long[] {v.packetsPerSecond(), v.bitsPerSecond()}));
        return (vector, meanBytes) -> {
            long[] limit = limits.get(vector.toLowerCase(Locale.ROOT));
            if (limit == null) {
                throw new IllegalArgumentException(
                        "the vector table has no " + vector + ", only " + limits.keySet());
            }
            double packets = limit[0] > 0 ? limit[0] : Double.MAX_VALUE;
            double bits = limit[1] > 0 ? limit[1] / 8.0 / meanBytes : Double.MAX_VALUE;
            return Math.min(packets, bits);
        };
    }
}
