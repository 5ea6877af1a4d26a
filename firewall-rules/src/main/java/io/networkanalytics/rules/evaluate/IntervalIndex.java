package io.networkanalytics.rules.evaluate;

import io.networkanalytics.rules.evaluate.Dimension.Span;
import io.networkanalytics.rules.language.Address;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Which rules may match a value of one dimension. The ends of all spans cut the values into
 * intervals; each has the list of rules whose span covers it. A look-up is a binary search.
 */
final class IntervalIndex {

    private static final int[] NONE = {};

    private final long[] high;
    private final long[] low;

    /** Cuts whose high half is 0: of IPv4 and of everything that is no address, so of most. */
    private final int small;

    private final int[][] rules;

    /** Cuts the values at the ends of these spans, without a rule yet. */
    IntervalIndex(List<Span> spans) {
        TreeSet<Address> cuts = new TreeSet<>();
        Address highest = new Address(-1, -1);
        for (Span span : spans) {
            cuts.add(span.first());
            if (!span.last().equals(highest)) {
                cuts.add(span.last().next());
            }
        }
        high = cuts.stream().mapToLong(Address::high).toArray();
        low = cuts.stream().mapToLong(Address::low).toArray();
        small = (int) Arrays.stream(high).takeWhile(half -> half == 0).count();
        rules = new int[high.length][];
        Arrays.fill(rules, NONE);
    }

    boolean isEmpty() {
        return high.length == 0;
    }

    /** The interval of a value, -1 below all. */
    int interval(long valueHigh, long valueLow) {
        return valueHigh == 0 ? smallInterval(valueLow) : largeInterval(valueHigh, valueLow);
    }

    private int smallInterval(long value) {
        // Added to both, the least long makes an unsigned comparison of a signed one.
        long wanted = value + Long.MIN_VALUE;
        int from = 0;
        int left = small;
        while (left > 0) {
            int half = left >>> 1;
            boolean above = low[from + half] + Long.MIN_VALUE <= wanted;
            from = above ? from + half + 1 : from;
            left = above ? left - half - 1 : half;
        }
        return from - 1;
    }

    private int largeInterval(long valueHigh, long valueLow) {
        int from = small;
        int to = high.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (Address.compare(high[middle], low[middle], valueHigh, valueLow) <= 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from - 1;
    }

    int first(Span span) {
        return interval(span.first().high(), span.first().low());
    }

    int last(Span span) {
        return interval(span.last().high(), span.last().low());
    }

    int intervals() {
        return high.length;
    }

    void add(Span span, int rule) {
        int last = last(span);
        for (int i = first(span); i <= last; i++) {
            int[] before = rules[i];
            rules[i] = Arrays.copyOf(before, before.length + 1);
            rules[i][before.length] = rule;
        }
    }

    int[] rules(long valueHigh, long valueLow) {
        int interval = interval(valueHigh, valueLow);
        return interval < 0 ? NONE : rules[interval];
    }
}
