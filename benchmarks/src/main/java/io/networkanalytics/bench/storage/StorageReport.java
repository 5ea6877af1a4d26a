package io.networkanalytics.bench.storage;

import io.networkanalytics.bench.storage.QueryTimes.QueryTime;
import io.networkanalytics.bench.storage.TableSizes.ColumnSize;
import io.networkanalytics.bench.storage.TableSizes.TableSize;
import io.networkanalytics.bench.storage.ViewCost.InsertRate;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Tables for people. */
final class StorageReport {

    private static final double SHARE_GOAL = 0.00002;
    private static final double SPEED_GOAL = 1000;
    private static final int COLUMNS_SHOWN = 25;

    /** Header fields that senders choose at random, or that are sums over such fields. */
    private static final Set<String> RANDOM =
            Set.of(
                    "tcp_sequence_number",
                    "tcp_acknowledgement_number",
                    "tcp_checksum",
                    "tcp_timestamp_value",
                    "tcp_timestamp_ecr",
                    "udp_checksum",
                    "icmp_checksum",
                    "ipv4_checksum",
                    "ipv4_identification",
                    "ipv6_flow_label",
                    "source_port",
                    "destination_port");

    private final PrintStream out;

    StorageReport(PrintStream out) {
        this.out = out;
    }

    private void print(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
    }

    void rates(List<InsertRate> rates) {
        print(
                "%n%-28s %12s %10s %10s %12s %5s%n",
                "insert, views on samples", "median row/s", "min", "max", "row/cpu-s", "runs");
        for (InsertRate rate : rates) {
            print(
                    "%-28s %,12.0f %,10.0f %,10.0f %,12.0f %5d%n",
                    rate.views(),
                    rate.median(),
                    rate.min(),
                    rate.max(),
                    rate.perCpuSecond(),
                    rate.runs());
        }
    }

    void sizes(Map<String, TableSize> tables, List<ColumnSize> columns) {
        TableSize samples = tables.get("samples");
        print(
                "%n%-18s %13s %15s %15s %6s %9s %12s%n",
                "table", "rows", "bytes", "on disk", "parts", "bytes/row", "% of samples");
        for (TableSize size : tables.values()) {
            print(
                    "%-18s %,13d %,15d %,15d %6d %9.2f %12.5f%n",
                    size.table(),
                    size.rows(),
                    size.bytes(),
                    size.diskBytes(),
                    size.parts(),
                    size.bytesPerRow(),
                    100 * size.shareOf(samples));
        }
        double rows = samples.rows();
        print("%n%-28s %10s %10s %8s%n", "column of samples", "bytes/row", "plain", "% of all");
        double shown = 0;
        for (ColumnSize column : columns.subList(0, Math.min(COLUMNS_SHOWN, columns.size()))) {
            shown += column.bytes() / rows;
            line(column.column(), column.bytes(), column.plainBytes(), samples);
        }
        long all = columns.stream().mapToLong(ColumnSize::bytes).sum();
        long plain = columns.stream().mapToLong(ColumnSize::plainBytes).sum();
        long random =
                columns.stream()
                        .filter(column -> RANDOM.contains(column.column()))
                        .mapToLong(ColumnSize::bytes)
                        .sum();
        print("%-28s %10.3f%n", "other " + (columns.size() - COLUMNS_SHOWN), all / rows - shown);
        line("all", all, plain, samples);
        line("random header fields", random, 0, samples);
        line("all without them", all - random, 0, samples);
    }

    private void line(String column, long bytes, long plainBytes, TableSize samples) {
        double rows = samples.rows();
        print(
                "%-28s %10.3f %10.2f %8.2f%n",
                column, bytes / rows, plainBytes / rows, 100.0 * bytes / samples.bytes());
    }

    void curve(List<AttackCurve.Point> curve) {
        print(
                "%n%-10s %10s %16s %13s %18s%n",
                "attack of", "attacks", "samples/attack", "bytes/attack", "% of its samples");
        for (AttackCurve.Point point : curve) {
            print(
                    "%,8d s %,10d %,16.0f %,13.0f %18.5f%n",
                    point.seconds(),
                    point.attacks(),
                    point.samplesPerAttack(),
                    point.bytesPerAttack(),
                    100 * point.share());
        }
    }

    void questions(List<QueryTime> times) {
        double ours = median(times, AttackQuestions.aggregates(AttackQuestions.SCOPES.get(0)));
        print(
                "%n%-34s %10s %10s %10s %10s %5s %10s%n",
                "question", "median ms", "min", "max", "cpu ms", "runs", "x attacks");
        for (QueryTime time : times) {
            print(
                    "%-34s %,10.1f %,10.1f %,10.1f %,10.1f %5d %,10.1f%n",
                    time.query(),
                    1000 * time.median(),
                    1000 * time.min(),
                    1000 * time.max(),
                    1000 * time.cpuSeconds(),
                    time.runs(),
                    time.median() / ours);
        }
        speedGoal(times);
    }

    void shareGoal(Map<String, TableSize> tables) {
        double share = tables.get("attack_aggregates").shareOf(tables.get("samples"));
        print(
                "%nattack_aggregates: %.5f %% of samples, goal <= %.3f %%: %s%n",
                100 * share, 100 * SHARE_GOAL, share <= SHARE_GOAL ? "met" : "MISSED");
    }

    /**
     * The naive way reads one account for some questions, and everything for the list of attacks.
     */
    private void speedGoal(List<QueryTime> times) {
        for (String scope : AttackQuestions.SCOPES) {
            double speed =
                    median(times, AttackQuestions.naive(scope))
                            / median(times, AttackQuestions.aggregates(scope));
            print(
                    "%n%s, naive / aggregates: %,.0f, goal >= %,.0f: %s%n",
                    scope, speed, SPEED_GOAL, speed >= SPEED_GOAL ? "met" : "MISSED");
        }
    }

    /** Not a number where it was not asked. */
    private static double median(List<QueryTime> times, String query) {
        return times.stream()
                .filter(time -> time.query().equals(query))
                .mapToDouble(QueryTime::median)
                .findFirst()
                .orElse(Double.NaN);
    }
}
