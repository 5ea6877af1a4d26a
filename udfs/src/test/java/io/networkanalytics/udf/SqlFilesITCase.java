package io.networkanalytics.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.stack.Component;
import io.networkanalytics.stack.KafkaTopics;
import io.networkanalytics.stack.LocalStack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.table.api.SqlParserException;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.types.Row;
import org.apache.flink.util.CollectionUtil;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every file of {@code sql/flink} on the topics of a real Kafka, with what it must answer. */
@Tag("stack")
class SqlFilesITCase {

    private static final List<String> DEFINITIONS = List.of("000_functions.sql", "001_topics.sql");

    /**
     * Community ids of 198.51.100.7:50000 and 192.0.2.1:50000 with 203.0.113.9:443, made elsewhere.
     */
    private static final String OLDEST_SYN = "wfFanQAnFf7twRypmN9HWuAfJ18=";

    private static final String CONNECTION = "lItpnGyAT/Z9NMeGIp0jWYJaP2g=";

    /** What {@link TopicRecords} make of each file: rows, columns parted by a bar. */
    private static final Map<String, List<String>> ANSWERS =
            new TreeMap<>(
                    Map.of(
                            // 41 SYNs of 1000; the one of a million is older than five minutes.
                            "010_top_destinations.sql",
                            List.of(
                                    "203.0.113.9|tcp|41000|19680000|42",
                                    "192.0.2.1|tcp|1000|480000|1",
                                    "203.0.113.20|udp|300|144000|3",
                                    "2001:db8:1::2|tcp|1|480|1"),
                            "020_syn_flood_sources.sql",
                            List.of("198.51.100.0/24|1040000|0|1", "192.0.2.0/24|1000|0|1"),
                            "030_drops_by_reason.sql",
                            List.of("l4drop|BLOCKED|r1|30000|30", "flowtrackd|OUT_OF_STATE||0|1"),
                            "040_try_a_rule.sql",
                            List.of("203.0.113.0/24|pass|300|3"),
                            "050_dead_letters.sql",
                            List.of(
                                    "forwarder|truncated_ip_header|2|shorter",
                                    "source|missing_version|1|field version is absent"),
                            "060_attacks_running.sql",
                            List.of(
                                    "cccccccccccccccc|1001|SYN flood|203.0.113.9/32|2026-09-21T14:13:20Z|3000|30|30",
                                    "aaaaaaaaaaaaaaaa|1001|SYN flood|203.0.113.9/32|2026-09-21T14:13:20Z|2000|20|20"),
                            "070_packets_by_account.sql",
                            List.of("1001|1041000|43", "null|1001|2", "1002|300|3"),
                            "090_headers_that_disagree.sql",
                            List.of("edge-2|1|0|0", "edge-3|3|3|0"),
                            "100_rules_in_force.sql",
                            List.of(
                                    "1001|custom|1|r2|block|udp.srcport eq 53|null",
                                    "1001|custom|2|r1|block|tcp.dstport eq 443|null",
                                    "1001|custom|6|later|block|true|2026-09-22T00:00:00Z")));

    @TempDir private Path dir;

    @Test
    void everyFileAnswersItsQuestion() throws Exception {
        try (LocalStack stack = LocalStack.builder(dir).components(Component.KAFKA).start()) {
            String kafka = stack.kafkaBootstrap();
            KafkaTopics.create(kafka, 2);
            send(kafka);
            TableEnvironment session = SqlFiles.session();
            for (String statement : SqlFiles.statements("001_topics.sql", kafka)) {
                session.executeSql(statement);
            }
            List<String> files = new ArrayList<>(SqlFiles.names());
            assertTrue(files.removeAll(DEFINITIONS), "the definitions are there");
            Map<String, List<String>> answers = new TreeMap<>();
            for (String file : files) {
                answers.put(file, answer(session, file, kafka));
                System.out.println(file + " " + answers.get(file));
            }
            List<String> flows = answers.remove("080_flows.sql");
            assertEquals(10, flows.size(), () -> "080_flows.sql " + flows);
            assertEquals("1:" + OLDEST_SYN + "|tcp|1001000|1", flows.get(0), "080_flows.sql");
            assertTrue(
                    flows.contains("1:" + CONNECTION + "|tcp|2000|2"),
                    () -> "080_flows.sql: both directions are one flow: " + flows);
            assertEquals(ANSWERS, answers);
        }
    }

    @Test
    void everyFileSaysWhatItIsFor() throws Exception {
        for (String file : SqlFiles.names()) {
            String comment = SqlFiles.comment(file);
            assertTrue(comment.contains("-- To run: "), file + " says how to run it");
            assertTrue(comment.contains("Needs: "), file + " says what it needs");
        }
    }

    private static void send(String kafka) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka, "acks", "all"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : TopicRecords.all()) {
                sent.add(producer.send(record));
            }
        }
        for (Future<RecordMetadata> record : sent) {
            record.get(30, TimeUnit.SECONDS);
        }
    }

    private static List<String> answer(TableEnvironment session, String file, String kafka)
            throws Exception {
        List<String> rows = new ArrayList<>();
        for (String statement : SqlFiles.statements(file, kafka)) {
            try {
                TableResult result = session.executeSql(statement);
                CollectionUtil.iteratorToList(result.collect()).forEach(row -> rows.add(text(row)));
            } catch (ValidationException | TableException | SqlParserException e) {
                // Kept as its answer, so that one file does not hide what the others say.
                rows.add(e + ", because of " + e.getCause());
            }
        }
        return rows;
    }

    private static String text(Row row) {
        return Stream.iterate(0, i -> i < row.getArity(), i -> i + 1)
                .map(i -> String.valueOf(row.getField(i)))
                .reduce((a, b) -> a + "|" + b)
                .orElse("");
    }
}
