package io.networkanalytics.bench.storage;

import io.networkanalytics.bench.storage.QueryTimes.QueryTime;
import io.networkanalytics.bench.storage.StagedSamples.Filled;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table in other orders: bytes, inserts and typical queries. */
final class OrderTrial {

    /** As the migration has it. */
    static final String CURRENT =
            "(account_id, toStartOfMinute(observed_at), mitigation_system, destination_address,"
                    + " observed_at)";

    private static final Map<String, String> ORDERS = orders();

    private final BenchServer server;
    private final StagedSamples staged;
    private final int runs;

    /** An order and what it costs; times in milliseconds. */
    record Trial(
            String name,
            String orderBy,
            double bytesPerRow,
            double insertCpuSeconds,
            Map<String, Double> milliseconds) {}

    OrderTrial(BenchServer server, StagedSamples staged, int runs) {
        this.server = server;
        this.staged = staged;
        this.runs = runs;
    }

    private static Map<String, String> orders() {
        Map<String, String> orders = new LinkedHashMap<>();
        orders.put("as it is", CURRENT);
        orders.put("then source", CURRENT.replace(", observed_at)", ", source_address)"));
        orders.put(
                "attack before minute",
                "(account_id, attack_id, toStartOfMinute(observed_at), destination_address,"
                        + " observed_at)");
        orders.put(
                "attack in the minute",
                "(account_id, toStartOfMinute(observed_at), attack_id, destination_address,"
                        + " observed_at)");
        orders.put("account, time", "(account_id, observed_at)");
        orders.put("destination before time", "(account_id, destination_address, observed_at)");
        return orders;
    }

    /** Questions of a dashboard and of somebody who looks into an attack, the largest. */
    private Map<String, String> questions() throws IOException {
        List<String> attack =
                server.tables()
                        .rows(
                                "SELECT any(account_id), attack_id FROM staged WHERE attack_id !="
                                        + " '' GROUP BY attack_id ORDER BY count() DESC LIMIT 1")
                        .get(0);
        String account = " FROM order_trial WHERE account_id = " + attack.get(0);
        String hour =
                " AND observed_at >= (SELECT min(observed_at) + INTERVAL 30 MINUTE FROM staged)"
                        + " AND observed_at < (SELECT min(observed_at) + INTERVAL 90 MINUTE FROM"
                        + " staged)";
        String sums = "sum(packets * sample_interval), sum(bytes * 8 * sample_interval)";
        String ofAttack = " AND attack_id = '" + attack.get(1) + "'";
        String subnet =
                " AND destination_address BETWEEN (SELECT tupleElement(IPv6CIDRToRange("
                        + "any(destination_address), 120), 1)"
                        + account
                        + ofAttack
                        + ") AND (SELECT tupleElement(IPv6CIDRToRange(any(destination_address),"
                        + " 120), 2)"
                        + account
                        + ofAttack
                        + ")";
        Map<String, String> questions = new LinkedHashMap<>();
        questions.put(
                "top destinations, hour",
                "SELECT destination_address, "
                        + sums
                        + account
                        + hour
                        + " GROUP BY 1 ORDER BY 2 DESC LIMIT 10");
        questions.put(
                "rows of an attack",
                "SELECT *" + account + ofAttack + " ORDER BY observed_at LIMIT 1000");
        questions.put(
                "sources of an attack",
                "SELECT source_address, "
                        + sums
                        + account
                        + ofAttack
                        + " GROUP BY 1 ORDER BY 2 DESC"
                        + " LIMIT 10");
        questions.put(
                "a /24 by minute",
                "SELECT toStartOfMinute(observed_at), " + sums + account + subnet + " GROUP BY 1");
        return questions;
    }

    List<Trial> run(PrintStream out) throws IOException {
        Map<String, String> questions = questions();
        out.printf("%n%-24s %9s %8s", "order", "bytes/row", "CPU s");
        questions.keySet().forEach(question -> out.printf(" %24s", question));
        out.println();
        List<Trial> trials = new ArrayList<>();
        for (Map.Entry<String, String> order : ORDERS.entrySet()) {
            Filled filled = staged.fill("order_trial", order.getValue(), Map.of());
            var times = new QueryTimes(server, runs);
            Map<String, Double> milliseconds = new LinkedHashMap<>();
            out.printf(
                    Locale.ROOT,
                    "%-24s %9.2f %8.1f",
                    order.getKey(),
                    filled.size().bytesPerRow(),
                    filled.insertSeconds());
            for (Map.Entry<String, String> question : questions.entrySet()) {
                QueryTime time = times.of(question.getKey(), question.getValue());
                milliseconds.put(question.getKey(), 1000 * time.median());
                out.printf(
                        Locale.ROOT,
                        " %9.1f (%5.1f-%6.1f)",
                        1000 * time.median(),
                        1000 * time.min(),
                        1000 * time.max());
            }
            out.println();
            trials.add(
                    new Trial(
                            order.getKey(),
                            order.getValue(),
                            filled.size().bytesPerRow(),
                            filled.insertSeconds(),
                            milliseconds));
        }
        return trials;
    }
}
