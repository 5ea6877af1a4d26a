package io.networkanalytics.rules.evaluate;

import io.networkanalytics.rules.language.NumberRange;
import java.util.Arrays;
import java.util.List;

/** Ranges of numbers, sorted and joined, for a binary search. */
final class NumberSet {

    private final long[] first;
    private final long[] last;

    NumberSet(List<NumberRange> ranges) {
        List<NumberRange> joined = NumberRange.joined(ranges);
        first = joined.stream().mapToLong(NumberRange::first).toArray();
        last = joined.stream().mapToLong(NumberRange::last).toArray();
    }

    boolean contains(long value) {
        int at = Arrays.binarySearch(first, value);
        int range = at >= 0 ? at : -at - 2;
        return range >= 0 && value <= last[range];
    }
}
