package io.networkanalytics.bench;

import io.networkanalytics.bench.Comparison.Goal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A comparison as a table for people and as JSON for the documentation. */
public final class Report {

    private final Comparison comparison;
    private final Clock clock;

    /**
     * Makes a report.
     *
     * @param comparison all rounds done
     * @param clock for the date in the JSON
     */
    public Report(Comparison comparison, Clock clock) {
        this.comparison = comparison;
        this.clock = clock;
    }

    /** Prints the table and whether the goals are met. */
    public void print(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%n%-28s %14s %14s %14s %6s %10s%n",
                comparison.name(),
                "median " + comparison.unit(),
                "min",
                "max",
                "runs",
                "memory MB");
        for (String contestant : comparison.measurements().keySet()) {
            double[] sorted = comparison.sorted(contestant);
            out.printf(
                    Locale.ROOT,
                    "%-28s %14.0f %14.0f %14.0f %6d %10.0f%n",
                    contestant,
                    comparison.median(contestant),
                    sorted[0],
                    sorted[sorted.length - 1],
                    sorted.length,
                    comparison.residentBytes(contestant) / 1e6);
        }
        out.println();
        for (Goal goal : comparison.goals()) {
            out.printf(
                    Locale.ROOT,
                    "%s / %s: %.2f, goal >= %.2f: %s%n",
                    comparison.ours(),
                    goal.against(),
                    comparison.ratio(goal),
                    goal.ratio(),
                    comparison.ratio(goal) >= goal.ratio() ? "met" : "MISSED");
        }
    }

    /**
     * Writes the JSON.
     *
     * @param settings of the run, for whoever repeats it
     * @return the file
     * @throws IOException if it cannot be written
     */
    public Path write(Map<String, String> settings) throws IOException {
        Map<String, Object> contestants = new LinkedHashMap<>();
        for (String contestant : comparison.measurements().keySet()) {
            contestants.put(
                    contestant,
                    Map.of(
                            "median", comparison.median(contestant),
                            "runs", comparison.sorted(contestant),
                            "residentBytes", comparison.residentBytes(contestant)));
        }
        Map<String, Object> goals = new LinkedHashMap<>();
        for (Goal goal : comparison.goals()) {
            goals.put(
                    comparison.ours() + " / " + goal.against(),
                    Map.of("ratio", comparison.ratio(goal), "goal", goal.ratio()));
        }
        return new ResultFile(comparison.name(), settings, clock)
                .with("unit", comparison.unit())
                .with("contestants", contestants)
                .with("goals", goals)
                .write();
    }
}
