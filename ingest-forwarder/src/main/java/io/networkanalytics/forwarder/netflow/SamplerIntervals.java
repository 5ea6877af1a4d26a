package io.networkanalytics.forwarder.netflow;

import java.util.HashMap;
import java.util.Map;

/**
 * The intervals of one domain's samplers as they are now, and whether all of them agree: then it is
 * that of flows that name no sampler. A sampler that is set to another interval replaces its own.
 */
final class SamplerIntervals {

    /** So many samplers of one domain do not agree. */
    static final int MAX_SAMPLERS = 64;

    private final Map<Long, Double> intervals = new HashMap<>();
    private double agreed;
    private boolean tooMany;

    void put(long sampler, double interval) {
        if (tooMany || Double.valueOf(interval).equals(intervals.put(sampler, interval))) {
            return;
        }
        if (intervals.size() > MAX_SAMPLERS) {
            tooMany = true;
            intervals.clear();
        }
        agreed = intervals.values().stream().distinct().count() == 1 ? interval : 0;
    }

    /** The interval of all samplers, or 0. */
    double agreed() {
        return agreed;
    }
}
