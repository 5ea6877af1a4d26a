package io.networkanalytics.job.attack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is usual of one vector to one prefix, learned in seconds without an attack: the maxima of
 * the last days, and what the packets look like. Kept only of traffic that comes near a threshold.
 *
 * @param days maxima by day, the oldest first; at most eight
 * @param usual what a second looks like, an exponentially weighted mean
 * @param usualSecond the second up to which it is known
 */
record VectorProfile(List<DayMaxima> days, List<WeightedDigest> usual, long usualSecond) {

    static final VectorProfile EMPTY = new VectorProfile(List.of(), List.of(), 0);

    private static final int DAYS = 7;
    private static final int SECONDS_PER_DAY = 86_400;

    /** Time constant of the mean. */
    private static final double USUAL_SECONDS = 60;

    private static final int MOST_USUAL = 64;

    /**
     * Highest rates of a second in a day: what they were at least, with 95 % confidence.
     *
     * @param day days since 1970
     * @param address of any one address
     * @param prefix of the whole prefix
     */
    record DayMaxima(long day, Threshold address, Threshold prefix) {}

    /**
     * The 95th percentile of the maxima of the seven days before a second, which of seven values is
     * the highest (nearest rank).
     */
    Threshold floor(long second, boolean ofPrefix) {
        long today = second / SECONDS_PER_DAY;
        Threshold floor = new Threshold(0, 0);
        for (DayMaxima day : days) {
            if (day.day() < today && day.day() >= today - DAYS) {
                floor = floor.atLeast(ofPrefix ? day.prefix() : day.address());
            }
        }
        return floor;
    }

    /** With another second without an attack. */
    VectorProfile with(
            long second, Threshold address, Threshold prefix, List<WeightedDigest> packets) {
        return new VectorProfile(
                withDay(second / SECONDS_PER_DAY, address, prefix), mean(second, packets), second);
    }

    /** Whether it says nothing any more. */
    boolean isForgotten(long second) {
        return days.stream().allMatch(d -> d.day() < second / SECONDS_PER_DAY - DAYS);
    }

    private List<DayMaxima> withDay(long today, Threshold address, Threshold prefix) {
        List<DayMaxima> next = new ArrayList<>();
        DayMaxima of = new DayMaxima(today, address, prefix);
        for (DayMaxima day : days) {
            if (day.day() == today) {
                of =
                        new DayMaxima(
                                today,
                                address.atLeast(day.address()),
                                prefix.atLeast(day.prefix()));
            } else if (day.day() >= today - DAYS) {
                next.add(day);
            }
        }
        next.add(of);
        next.sort(Comparator.comparingLong(DayMaxima::day));
        return List.copyOf(next);
    }

    /** The mean is thinned by priority sampling, each time with fresh numbers. */
    private List<WeightedDigest> mean(long second, List<WeightedDigest> packets) {
        double keep =
                usual.isEmpty() ? 0 : Math.exp(-Math.max(0, second - usualSecond) / USUAL_SECONDS);
        double add = usual.isEmpty() ? 1 : 1 - Math.exp(-1 / USUAL_SECONDS);
        List<WeightedDigest> all = new ArrayList<>();
        usual.forEach(d -> all.add(new WeightedDigest(d.digest(), d.packets() * keep)));
        packets.forEach(d -> all.add(new WeightedDigest(d.digest(), d.packets() * add)));
        if (all.size() <= MOST_USUAL) {
            return List.copyOf(all);
        }
        Comparator<WeightedDigest> byPriority =
                Comparator.<WeightedDigest>comparingDouble(
                                d -> d.packets() / d.digest().uniform(second))
                        .reversed()
                        .thenComparingLong(d -> d.digest().hash());
        all.sort(byPriority);
        WeightedDigest first = all.get(MOST_USUAL);
        double threshold = first.packets() / first.digest().uniform(second);
        return all.subList(0, MOST_USUAL).stream()
                .map(d -> new WeightedDigest(d.digest(), Math.max(d.packets(), threshold)))
                .toList();
    }
}
