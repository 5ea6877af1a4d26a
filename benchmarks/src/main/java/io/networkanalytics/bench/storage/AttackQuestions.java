package io.networkanalytics.bench.storage;

import io.networkanalytics.bench.BenchTables;
import io.networkanalytics.model.table.SampleTable;
import io.networkanalytics.model.table.TableColumn;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What the packets of an attack have in common, asked of each table that can answer. */
final class AttackQuestions {

    /** Who is asked about, from the page of one attack to the list of all of them. */
    static final List<String> SCOPES = List.of("one attack", "account", "all attacks");

    private static final String AGGREGATES = ": attacks";
    private static final String NAIVE = ": uniq on samples";

    /** Its key, and what tells samples apart. */
    private static final Set<String> NOT_SHARED =
            Set.of(
                    "account_id",
                    "attack_id",
                    "observed_at",
                    "received_at",
                    "epoch_micros",
                    "sequence",
                    "metadata");

    private static final List<String> ROLLUP_DIMENSIONS =
            List.of(
                    "colo",
                    "direction",
                    "destination_subnet",
                    "destination_port_class",
                    "ip_protocol",
                    "source_asn",
                    "source_country",
                    "source_system",
                    "mitigation_system",
                    "outcome",
                    "verdict",
                    "mitigation_reason",
                    "rule_id");

    private static final String SAMPLE_SUMS =
            ", sum(s.packets * s.sample_interval), sum(s.bytes * 8 * s.sample_interval), count()";

    private static final String ROLLUP_SUMS = ", sum(s.packets), sum(s.bits), sum(s.samples)";

    private AttackQuestions() {}

    /**
     * All questions about the attack with most samples, about all attacks of its account, and about
     * all attacks, by name.
     */
    static Map<String, String> of(BenchTables tables) throws IOException {
        List<String> attack =
                tables.rows(
                                "SELECT account_id, attack_id, started, ended FROM attacks"
                                        + " ORDER BY samples DESC LIMIT 1")
                        .get(0);
        String account = " WHERE account_id = " + attack.get(0);
        String one = account + " AND attack_id = '" + attack.get(1) + "'";
        String any = account + " AND attack_id != ''";
        String each = any + " GROUP BY attack_id";
        String everyone = " WHERE attack_id != '' GROUP BY account_id, attack_id";
        String times =
                "%s AND observed_at >= toDateTime64('%s', 9, 'UTC') AND observed_at <= toDateTime64('%s', 9, 'UTC')"
                        .formatted(one, attack.get(2), attack.get(3));
        UnaryOperator<String> uniq = x -> "if(uniq(s.%1$s) = 1, any(s.%1$s), NULL)".formatted(x);
        UnaryOperator<String> bounds =
                x -> "if(min(s.%1$s) = max(s.%1$s), min(s.%1$s), NULL)".formatted(x);
        Map<String, String> questions = new LinkedHashMap<>();
        questions.put(aggregates("one attack"), "SELECT * FROM attacks" + one);
        for (String rollup : List.of("rollup_1d", "rollup_1h", "rollup_1m")) {
            questions.put("one attack: " + rollup, ofRollup(bounds, rollup, one));
        }
        questions.put("one attack: uniq on samples_1", ofSamples(uniq, "samples_1", one));
        questions.put("one attack: uniq, times known", ofSamples(uniq, "samples", times));
        questions.put("one attack: min = max on samples", ofSamples(bounds, "samples", one));
        questions.put(naive("one attack"), ofSamples(uniq, "samples", one));
        questions.put(aggregates("account"), "SELECT * FROM attacks" + any);
        questions.put("account: rollup_1h", ofRollup(bounds, "rollup_1h", each));
        questions.put(naive("account"), ofSamples(uniq, "samples", each));
        questions.put(aggregates("all attacks"), "SELECT * FROM attacks");
        questions.put(naive("all attacks"), ofSamples(uniq, "samples", everyone));
        return questions;
    }

    /** Name of the question to the aggregates. */
    static String aggregates(String scope) {
        return scope + AGGREGATES;
    }

    /** Name of the same question to the samples. */
    static String naive(String scope) {
        return scope + NAIVE;
    }

    private static String ofSamples(
            UnaryOperator<String> dimension, String table, String condition) {
        return "SELECT any(attack_id), min(s.observed_at), max(s.observed_at)"
                + SampleTable.COLUMNS.stream()
                        .map(TableColumn::name)
                        .filter(column -> !NOT_SHARED.contains(column))
                        .map(column -> ", " + dimension.apply(column))
                        .collect(Collectors.joining())
                + SAMPLE_SUMS
                + " FROM "
                + table
                + " AS s"
                + condition;
    }

    private static String ofRollup(
            UnaryOperator<String> dimension, String table, String condition) {
        return "SELECT any(attack_id)"
                + ROLLUP_DIMENSIONS.stream()
                        .map(column -> ", " + dimension.apply(column))
                        .collect(Collectors.joining())
                + ROLLUP_SUMS
                + " FROM "
                + table
                + " AS s"
                + condition;
    }
}
