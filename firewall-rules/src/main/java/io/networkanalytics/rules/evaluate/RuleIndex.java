package io.networkanalytics.rules.evaluate;

import io.networkanalytics.rules.evaluate.Dimension.Span;
import io.networkanalytics.rules.language.Expression;
import io.networkanalytics.rules.sample.SampleView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the few of many ordered expressions that may be true for a sample, in their order. Each
 * expression is filed under that one of its guards which it shares with the fewest others; what has
 * no guard is always a candidate. Reused from sample to sample, so for one thread.
 */
public final class RuleIndex {

    /**
     * A span over more intervals than this is no guard: it would fill the lists and sort out
     * little.
     */
    private static final int MAX_INTERVALS = 64;

    private static final Dimension[] DIMENSIONS = Dimension.values();

    private final IntervalIndex[] indexes = new IntervalIndex[DIMENSIONS.length];
    private final long[] always;
    private final long[] candidates;

    /**
     * @param expressions in the order in which they are asked
     */
    public RuleIndex(List<Expression> expressions) {
        always = new long[(expressions.size() + 63) / 64];
        candidates = new long[always.length];
        List<List<List<Span>>> guards = expressions.stream().map(Guards::of).toList();
        Map<Dimension, List<Span>> spans = new EnumMap<>(Dimension.class);
        for (Dimension dimension : DIMENSIONS) {
            spans.put(dimension, new ArrayList<>());
        }
        guards.forEach(g -> g.forEach(s -> s.forEach(x -> spans.get(x.dimension()).add(x))));
        int[][] shared = new int[DIMENSIONS.length][];
        for (Dimension dimension : DIMENSIONS) {
            IntervalIndex index = new IntervalIndex(spans.get(dimension));
            indexes[dimension.ordinal()] = index;
            shared[dimension.ordinal()] = shared(index, spans.get(dimension));
        }
        for (int rule = 0; rule < guards.size(); rule++) {
            file(rule, guards.get(rule), shared);
        }
    }

    /** How many spans cover each interval. */
    private static int[] shared(IntervalIndex index, List<Span> spans) {
        int[] change = new int[index.intervals() + 1];
        for (Span span : spans) {
            change[index.first(span)]++;
            change[index.last(span) + 1]--;
        }
        for (int i = 1; i < change.length; i++) {
            change[i] += change[i - 1];
        }
        return change;
    }

    private void file(int rule, List<List<Span>> guards, int[][] shared) {
        List<Span> best = null;
        int least = Integer.MAX_VALUE;
        for (List<Span> guard : guards) {
            int cost = cost(guard, shared);
            if (cost < least) {
                best = guard;
                least = cost;
            }
        }
        if (best == null) {
            always[rule / 64] |= 1L << rule;
            return;
        }
        for (Span span : best) {
            indexes[span.dimension().ordinal()].add(span, rule);
        }
    }

    private int cost(List<Span> guard, int[][] shared) {
        int cost = 0;
        for (Span span : guard) {
            IntervalIndex index = indexes[span.dimension().ordinal()];
            int first = index.first(span);
            int last = index.last(span);
            if (last - first >= MAX_INTERVALS) {
                return Integer.MAX_VALUE;
            }
            for (int i = first; i <= last; i++) {
                cost = Math.max(cost, shared[span.dimension().ordinal()][i]);
            }
        }
        return cost;
    }

    /** Looks up the candidates for a sample; {@link #next} gives them. */
    public void find(SampleView view) {
        System.arraycopy(always, 0, candidates, 0, always.length);
        for (Dimension dimension : DIMENSIONS) {
            IntervalIndex index = indexes[dimension.ordinal()];
            if (!index.isEmpty() && dimension.isIn(view)) {
                for (int rule : index.rules(dimension.high(view), dimension.low(view))) {
                    candidates[rule / 64] |= 1L << rule;
                }
            }
        }
    }

    /**
     * The next candidate.
     *
     * @param from the first number that is asked for
     * @return -1 where there is none
     */
    public int next(int from) {
        int word = from / 64;
        if (word >= candidates.length) {
            return -1;
        }
        long bits = candidates[word] & (-1L << from);
        while (bits == 0) {
            if (++word == candidates.length) {
                return -1;
            }
            bits = candidates[word];
        }
        return word * 64 + Long.numberOfTrailingZeros(bits);
    }

    /** How many candidates there are now. */
    int count() {
        return Arrays.stream(candidates).mapToInt(Long::bitCount).sum();
    }
}
