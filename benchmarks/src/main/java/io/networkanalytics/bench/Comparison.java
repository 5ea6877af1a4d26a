package io.networkanalytics.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured of several contestants, in turn, in rounds; more is better. Machines are noisy:
 * what counts is the ratio of the medians of one run.
 */
public final class Comparison {

    private final String name;
    private final String unit;
    private final String ours;
    private final Map<String, List<Measurement>> measurements = new LinkedHashMap<>();
    private final List<Goal> goals = new ArrayList<>();

    /**
     * What ours should reach.
     *
     * @param against the other contestant
     * @param ratio of ours to it, at least
     */
    public record Goal(String against, double ratio) {}

    /**
     * Begins a comparison.
     *
     * @param name of the benchmark
     * @param unit of the measurements, for example {@code rows/s}
     * @param ours the contestant that the goals are about
     */
    public Comparison(String name, String unit, String ours) {
        this.name = name;
        this.unit = unit;
        this.ours = ours;
    }

    /** Adds a run. */
    public void add(String contestant, Measurement measurement) {
        measurements.computeIfAbsent(contestant, c -> new ArrayList<>()).add(measurement);
    }

    /** Adds a goal. */
    public void goal(String against, double ratio) {
        goals.add(new Goal(against, ratio));
    }

    String name() {
        return name;
    }

    String unit() {
        return unit;
    }

    String ours() {
        return ours;
    }

    List<Goal> goals() {
        return goals;
    }

    Map<String, List<Measurement>> measurements() {
        return measurements;
    }

    double median(String contestant) {
        double[] sorted = sorted(contestant);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double[] sorted(String contestant) {
        double[] values =
                measurements.get(contestant).stream().mapToDouble(Measurement::value).toArray();
        Arrays.sort(values);
        return values;
    }

    long residentBytes(String contestant) {
        return measurements.get(contestant).stream()
                .mapToLong(Measurement::residentBytes)
                .max()
                .orElse(0);
    }

    double ratio(Goal goal) {
        return median(ours) / median(goal.against());
    }
}
