package io.networkanalytics.rules.evaluate;

import io.networkanalytics.rules.language.NumberRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Ranges of numbers, sorted and joined, for a binary search. */
final class NumberSet {

    private final long[] first;
    private final long[] last;

    NumberSet(List<NumberRange> ranges) {
        List<NumberRange> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingLong(NumberRange::first));
        long[] from = new long[sorted.size()];
        long[] to = new long[sorted.size()];
        int size = 0;
        for (NumberRange range : sorted) {
            if (size > 0 && range.first() <= to[size - 1]) {
                to[size - 1] = Math.max(to[size - 1], range.last());
            } else {
                from[size] = range.first();
                to[size++] = range.last();
            }
        }
        first = Arrays.copyOf(from, size);
        last = Arrays.copyOf(to, size);
    }

    boolean contains(long value) {
        int at = Arrays.binarySearch(first, value);
        int range = at >= 0 ? at : -at - 2;
        return range >= 0 && value <= last[range];
    }
}
