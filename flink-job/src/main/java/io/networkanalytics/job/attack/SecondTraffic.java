package io.networkanalytics.job.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * What was sent to a prefix in a second, by id of the vector.
 *
 * @param second seconds since 1970
 * @param byVector ascending, so that sums are always made in the same order
 */
record SecondTraffic(long second, TreeMap<Integer, VectorTraffic> byVector) {

    static SecondTraffic of(long second, Map<Integer, VectorTraffic> byVector) {
        return new SecondTraffic(second, new TreeMap<>(byVector));
    }

    /** Both together, of the same second. */
    SecondTraffic plus(SecondTraffic other, int mostDigests) {
        TreeMap<Integer, VectorTraffic> sum = new TreeMap<>(byVector);
        other.byVector.forEach(
                (vector, traffic) -> sum.merge(vector, traffic, (a, b) -> a.plus(b, mostDigests)));
        return new SecondTraffic(second, sum);
    }

    /** The packets of which a condition on packet and vector holds. */
    List<WeightedDigest> select(BiPredicate<PacketDigest, Integer> condition) {
        List<WeightedDigest> selected = new ArrayList<>();
        byVector.forEach(
                (vector, traffic) -> {
                    for (WeightedDigest d : traffic.digests().weighted()) {
                        if (condition.test(d.digest(), vector)) {
                            selected.add(d);
                        }
                    }
                });
        return selected;
    }
}
