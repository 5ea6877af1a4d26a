package io.networkanalytics.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CollectionUtil;
import org.junit.jupiter.api.Test;

/** What a session of SQL makes of the functions: their names, types and NULLs. */
class SessionTest {

    private static final String ROW =
            "ROW<`source_address` BYTES, `destination_address` BYTES, `ip_protocol` INT,"
                    + " `ip_total_length` INT, `ip_ttl` INT, `source_port` INT,"
                    + " `destination_port` INT, `tcp_flags` INT, `icmp_type` INT,"
                    + " `icmp_code` INT, `payload_prefix` BYTES>";

    /** A call with NULL for every argument, and its type. */
    private static final Map<String, String> CALLS =
            Map.of(
                    "decode_header(CAST(NULL AS BYTES))",
                    ROW,
                    "sample_weight(CAST(NULL AS BIGINT), CAST(NULL AS STRING))",
                    "BIGINT",
                    "rule_matches(CAST(NULL AS BYTES), CAST(NULL AS STRING))",
                    "BOOLEAN",
                    "ip_in_prefix(CAST(NULL AS BYTES), CAST(NULL AS STRING))",
                    "BOOLEAN",
                    "ip_text(CAST(NULL AS BYTES))",
                    "STRING",
                    "subnet(CAST(NULL AS BYTES))",
                    "STRING",
                    "protocol_name(CAST(NULL AS INT))",
                    "STRING",
                    "tcp_flag_names(CAST(NULL AS INT))",
                    "STRING",
                    "community_id(CAST(NULL AS BYTES), CAST(NULL AS BYTES), CAST(NULL AS INT),"
                            + " CAST(NULL AS INT), CAST(NULL AS INT))",
                    "STRING");

    @Test
    void everyFunctionHasItsTypeAndGivesNullForNull() throws Exception {
        TableEnvironment session = SqlFiles.session();
        List<String> calls = List.copyOf(new TreeMap<>(CALLS).keySet());
        TreeSet<String> tested = new TreeSet<>(List.of("decode_sample"));
        calls.forEach(call -> tested.add(call.substring(0, call.indexOf('('))));
        assertEquals(tested, new TreeSet<>(List.of(session.listUserDefinedFunctions())));

        var nulls = session.sqlQuery("SELECT " + String.join(", ", calls));

        var types = nulls.getResolvedSchema().getColumnDataTypes();
        for (int i = 0; i < calls.size(); i++) {
            assertEquals(CALLS.get(calls.get(i)), types.get(i).toString(), calls.get(i));
        }
        List<Row> rows = CollectionUtil.iteratorToList(nulls.execute().collect());
        assertEquals(List.of(new Row(calls.size())), rows);
    }

    @Test
    void aSampleThatIsNullGivesNoRow() throws Exception {
        var samples =
                SqlFiles.session()
                        .sqlQuery(
                                "SELECT s.observed_at, s.source_address, s.tcp_flags FROM (VALUES"
                                        + " CAST(NULL AS BYTES)) AS r(record), LATERAL"
                                        + " TABLE(decode_sample(record)) AS s");

        assertEquals(
                "[TIMESTAMP_LTZ(9), BYTES, INT]",
                samples.getResolvedSchema().getColumnDataTypes().toString());
        assertEquals(List.of(), CollectionUtil.iteratorToList(samples.execute().collect()));
    }
}
