package io.networkanalytics.rules.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Numbers from first to last, both included.
 *
 * @param first the lowest
 * @param last the highest
 */
public record NumberRange(long first, long last) {

    public NumberRange {
        if (first > last) {
            throw new IllegalArgumentException(first + ".." + last + " is no range");
        }
    }

    /** Ranges sorted and, where they overlap, joined. */
    public static List<NumberRange> joined(List<NumberRange> ranges) {
        List<NumberRange> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingLong(NumberRange::first));
        List<NumberRange> joined = new ArrayList<>();
        for (NumberRange range : sorted) {
            int end = joined.size() - 1;
            if (end >= 0 && range.first <= joined.get(end).last) {
                long last = Math.max(joined.get(end).last, range.last);
                joined.set(end, new NumberRange(joined.get(end).first, last));
            } else {
                joined.add(range);
            }
        }
        return joined;
    }

    @Override
    public String toString() {
        return first == last ? Long.toString(first) : first + ".." + last;
    }
}
