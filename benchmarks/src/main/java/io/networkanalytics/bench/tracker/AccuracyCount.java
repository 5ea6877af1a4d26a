package io.networkanalytics.bench.tracker;

import io.networkanalytics.job.annotate.tcp.TcpReason;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was said of flows under one view. */
final class AccuracyCount {

    private final View view;
    private final int interval;
    private final Map<TcpReason, Integer> byReason = new EnumMap<>(TcpReason.class);
    private final List<String> lines = new ArrayList<>();
    private int flows;
    private int refused;
    private int thinnedFlows;
    private int thinnedPackets;
    private int thinnedOtherwise;
    private int randomFlows;
    private int randomFindings;

    AccuracyCount(View view, int interval) {
        this.view = view;
        this.interval = interval;
    }

    void add(String capture, TrackedFlow flow) {
        flows++;
        if (flow.reason() != TcpReason.NONE) {
            byReason.merge(flow.reason(), 1, Integer::sum);
            lines.add(capture + ": " + flow.name() + ": " + flow.reasons());
        } else if (flow.refused()) {
            refused++;
        }
    }

    void addThinned(TrackedFlow whole, TrackedFlow thinned) {
        thinnedFlows++;
        thinnedPackets += thinned.said().size();
        thinnedOtherwise += thinned.said().equals(whole.said()) ? 0 : 1;
    }

    void addRandom(TrackedFlow random) {
        randomFlows++;
        randomFindings += random.said().size();
    }

    int flows() {
        return flows;
    }

    boolean thinnedAlike() {
        return thinnedOtherwise == 0;
    }

    int withReason() {
        return byReason.values().stream().mapToInt(Integer::intValue).sum();
    }

    int refused() {
        return refused;
    }

    int randomFindings() {
        return randomFindings;
    }

    int thinnedPackets() {
        return thinnedPackets;
    }

    void print(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%n%s: %d flows, %d with a reason (%.2f %%) %s, refused apart: %d%n",
                view,
                flows,
                withReason(),
                flows == 0 ? 0.0 : 100.0 * withReason() / flows,
                byReason.isEmpty() ? "" : byReason,
                refused);
        lines.forEach(line -> out.println("  " + line));
        out.printf(
                Locale.ROOT,
                "  1 in %d by flow: %d flows, %d packets, %d flows judged otherwise%n",
                interval,
                thinnedFlows,
                thinnedPackets,
                thinnedOtherwise);
        out.printf(
                Locale.ROOT,
                "  1 in %d at random: %d flows, %d findings%n",
                interval,
                randomFlows,
                randomFindings);
    }
}
