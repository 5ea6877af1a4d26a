package io.networkanalytics.job.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.clickhouse.ClickHouseConnection;
import io.networkanalytics.clickhouse.DeduplicationNeeds;
import io.networkanalytics.job.source.KafkaOptions;
import io.networkanalytics.job.source.SourceStage;
import io.networkanalytics.model.Topics;
import io.networkanalytics.model.attack.AttackEvent;
import io.networkanalytics.model.attack.AttackEvent.Kind;
import io.networkanalytics.model.attack.AttackRule;
import io.networkanalytics.model.codec.AttackEventCodec;
import io.networkanalytics.sql.ClickHouse;
import io.networkanalytics.stack.ClickHouseLogin;
import io.networkanalytics.stack.ClickHouseRole;
import io.networkanalytics.stack.Component;
import io.networkanalytics.stack.LocalStack;
import io.networkanalytics.stack.StackServices;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events and rules of attacks in the real topics, and the tables that are views of those. */
@Tag("stack")
class AttackSinkITCase {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long START = TestingAttack.START;
    private static final List<AttackEvent> EVENTS =
            List.of(
                    TestingAttack.event(Kind.STARTED, "a1", START),
                    TestingAttack.event(Kind.ONGOING, "a1", START + 60),
                    TestingAttack.event(Kind.ONGOING, "a1", START + 120),
                    TestingAttack.event(Kind.ENDED, "a1", START + 180),
                    TestingAttack.event(Kind.STARTED, "a2", START));

    /** The older version of r1 comes last: it must not win in the table. */
    private static final List<AttackRule> RULES =
            List.of(
                    TestingAttack.rule("r3", START),
                    TestingAttack.rule("r2", START),
                    TestingAttack.endOfRule("r3", START + 30),
                    TestingAttack.rule("r1", START + 60),
                    TestingAttack.rule("r1", START));

    private static final AttackEvent UNDONE_EVENT =
            TestingAttack.event(Kind.STARTED, "undone", START);

    private static final AttackRule UNDONE_RULE = TestingAttack.rule("undone", START);

    @TempDir private Path dir;

    @Test
    void whatIsCommittedIsThereOnceAlsoWhenTheServerWasAwayAndWhatIsUndoneNever() throws Exception {
        try (LocalStack stack =
                LocalStack.builder(dir).components(Component.KAFKA, Component.CLICKHOUSE).start()) {
            StackServices.migrate(stack, line -> {});
            StackServices.createTopics(stack, line -> {});
            send(
                    stack,
                    KafkaProducer::commitTransaction,
                    new ProducerRecord<>(
                            Topics.MITIGATION_RULES,
                            "1001/people".getBytes(UTF_8),
                            "{}".getBytes(UTF_8)));
            JobClient job = run(stack, EVENTS, RULES);
            await(stack, "attack_events WHERE attack_id = 'a2'");
            await(stack, "mitigation_rules WHERE rule_id = 'r1'");
            assertTables(stack, "attack_id != ''", "rule_id != ''");
            assertEquals(
                    EVENTS.stream()
                            .map(e -> AttackEventCodec.key(e) + " " + AttackEventCodec.encode(e))
                            .toList(),
                    records(stack, Topics.ATTACK_EVENTS));
            assertEquals(
                    Stream.concat(
                                    Stream.of("1001/people {}"),
                                    RULES.stream()
                                            .map(
                                                    r ->
                                                            r.key()
                                                                    + " "
                                                                    + (r.json().isEmpty()
                                                                            ? null
                                                                            : r.json())))
                            .toList(),
                    records(stack, Topics.MITIGATION_RULES));
            job.cancel().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

            // As the sinks of a job that dies before its checkpoint is complete leave it.
            send(
                    stack,
                    KafkaProducer::abortTransaction,
                    new AttackEventTopicSerializer().serialize(UNDONE_EVENT, null, 0L),
                    new AttackRuleTopicSerializer().serialize(UNDONE_RULE, null, 0L));
            stack.kill(Component.CLICKHOUSE);
            JobClient again =
                    run(
                            stack,
                            with(EVENTS, TestingAttack.event(Kind.STARTED, "last", START)),
                            with(RULES, TestingAttack.rule("s-last", START)));
            stack.restart(Component.CLICKHOUSE);
            await(stack, "attack_events WHERE attack_id = 'last'");
            await(stack, "mitigation_rules WHERE rule_id = 's-last'");
            assertTables(stack, "attack_id != 'last'", "rule_id != 's-last'");
            again.cancel().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            System.out.println(
                    "rows before replacement: "
                            + query(stack, "SELECT count() FROM attack_events")
                            + " events, "
                            + query(stack, "SELECT count() FROM mitigation_rules")
                            + " rules");
        }
    }

    private static <T> List<T> with(List<T> these, T last) {
        return Stream.concat(these.stream(), Stream.of(last)).toList();
    }

    @SafeVarargs
    private static void send(
            LocalStack stack,
            Consumer<KafkaProducer<byte[], byte[]>> end,
            ProducerRecord<byte[], byte[]>... records)
            throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                stack.kafkaBootstrap(),
                                "transactional.id",
                                "test"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (ProducerRecord<byte[], byte[]> record : records) {
                // What is aborted must have been on the topic.
                producer.send(record).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            end.accept(producer);
        }
    }

    private static JobClient run(LocalStack stack, List<AttackEvent> events, List<AttackRule> rules)
            throws Exception {
        Configuration configuration =
                new Configuration()
                        .set(PipelineOptions.AUTO_GENERATE_UIDS, false)
                        .set(PipelineOptions.GENERIC_TYPES, false)
                        // A short absence is waited for, without a restart of the job.
                        .set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        env.enableCheckpointing(500);
        ClickHouseLogin login = stack.clickHouseLogin(ClickHouseRole.WRITER);
        SinkStage sinks =
                new SinkStage(
                        new ClickHouseConnection(
                                stack.clickHouseUrl().toString(),
                                LocalStack.DATABASE,
                                login.user(),
                                login.password()),
                        new DeduplicationNeeds(1, 1, Duration.ofSeconds(1), Duration.ofMinutes(1)));
        String servers = stack.kafkaBootstrap();
        KafkaOptions kafka = new KafkaOptions(servers, "test", Map.of());
        SinkStage.attackEventTopic(
                env.fromData(events, TypeInformation.of(AttackEvent.class)).uid("events"),
                servers,
                "event-topic");
        SinkStage.attackRuleTopic(
                env.fromData(rules, TypeInformation.of(AttackRule.class)).uid("rules"),
                servers,
                "rule-topic");
        sinks.attackEventTable(
                SourceStage.attackEvents(env, kafka, "event-source", "event-decode").records(),
                "events-table");
        sinks.attackRuleTable(
                SourceStage.attackRules(env, kafka, "rule-source", "rule-decode").records(),
                "rules-table");
        return env.executeAsync();
    }

    /** Records of one partition come in order: with the last of them all are there. */
    private static void await(LocalStack stack, String from) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (query(stack, "SELECT count() FROM " + from).equals("0")) {
            assertTrue(System.nanoTime() < deadline, () -> "waited " + PATIENCE + " for " + from);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private static void assertTables(LocalStack stack, String events, String rules)
            throws IOException {
        AttackEvent first = EVENTS.get(0);
        assertEquals(
                "5\t2\t1",
                query(
                        stack,
                        "SELECT count(), uniq(attack_id), countIf(kind = 'ENDED' AND at ="
                                + " '2099-11-22 04:03:00') FROM attack_events FINAL WHERE "
                                + events));
        assertEquals(
                "1",
                query(
                        stack,
                        "SELECT count() FROM attack_events FINAL WHERE account_id = 4294967295 AND"
                                + " vector = 'DNS amplification' AND target = '203.0.113.10/32' AND"
                                + " fingerprint = {text:String} AND rule_id = 'attack-a2' AND"
                                + " started_at = at AND last_seen_at = at - 1 AND packets ="
                                + " 60000000 AND bits = 9223372036854775807 AND dropped_packets ="
                                + " 59000000 AND peak_packets_per_second = 200000 AND"
                                + " peak_bits_per_second = 1600000000 AND samples = 60000 AND"
                                + " confidence = 0.999 AND fixed_values['udp.srcport'] = '53' AND"
                                + " fixed_values['payload'] = {text:String} AND attack_id = 'a2'",
                        Map.of("param_text", escaped(first.fingerprint()))));
        assertEquals(
                "1001\tr1\t2099-11-22 04:01:00\t2099-11-22 04:06:00\n"
                        + "1001\tr2\t2099-11-22 04:00:00\t2099-11-22 04:05:00\n"
                        + "1001\tr3\t2099-11-22 04:00:30\t2099-11-22 04:00:30",
                query(
                        stack,
                        "SELECT account_id, rule_id, at, expires_at FROM mitigation_rules FINAL"
                                + " WHERE "
                                + rules
                                + " ORDER BY rule_id"));
    }

    /** Parameters of a query are written as in a file of tab-separated values. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    }

    private static String query(LocalStack stack, String sql) throws IOException {
        return query(stack, sql, Map.of());
    }

    private static String query(LocalStack stack, String sql, Map<String, String> parameters)
            throws IOException {
        ClickHouseLogin login = stack.clickHouseLogin(ClickHouseRole.READER);
        Map<String, String> settings = new HashMap<>(parameters);
        settings.put("database", LocalStack.DATABASE);
        return new ClickHouse(stack.clickHouseUrl(), login.user(), login.password())
                .execute(sql, settings)
                .strip();
    }

    /** What a reader of committed transactions sees now, by partition. */
    private static List<String> records(LocalStack stack, String topic) {
        List<String> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                stack.kafkaBootstrap(),
                                "isolation.level",
                                "read_committed"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(p -> new TopicPartition(topic, p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                for (ConsumerRecord<String, String> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    records.add(record.key() + " " + record.value());
                }
            }
        }
        return records;
    }
}
