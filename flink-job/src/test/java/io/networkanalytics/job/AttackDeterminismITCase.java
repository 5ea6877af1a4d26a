package io.networkanalytics.job;

import static io.networkanalytics.stack.Component.TASKMANAGER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.networkanalytics.forwarder.cli.ForwarderCommand;
import io.networkanalytics.model.Topics;
import io.networkanalytics.sql.ClickHouse;
import io.networkanalytics.stack.AccountsTopic;
import io.networkanalytics.stack.ClickHouseLogin;
import io.networkanalytics.stack.ClickHouseRole;
import io.networkanalytics.stack.FlinkRest;
import io.networkanalytics.stack.JobRun;
import io.networkanalytics.stack.JobSubmission;
import io.networkanalytics.stack.LocalStack;
import io.networkanalytics.stack.StackServices;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Attacks are a function of event time alone, on the real servers: a live run with parallelism 4
 * whose TaskManager is killed with -9 twice says of the demo capture exactly what a second run over
 * the same topic says with parallelism 1, in samples, attack_aggregates, events and rules.
 */
@Tag("exactly-once")
class AttackDeterminismITCase {

    private static final Path ROOT = Path.of(System.getProperty("repository.root"));
    private static final String CAPTURE = ROOT.resolve("demo/capture/demo.pcap").toString();
    private static final long PACKETS = 35_221;
    private static final int KILLS = 2;

    /** The SYN flood, whose sources are folded into 198.18.0.0/15, see demo/README.md. */
    private static final String FLOOD =
            "ip_protocol = 6 AND isIPAddressInRange(toString(source_address), '::ffff:198.18.0.0/111')";

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path dir;

    /** Everything that a run said of attacks. */
    private record Said(
            String samples, String aggregates, List<String> events, List<String> eventRows) {}

    @Test
    void twoRunsSayTheSameWhateverTheParallelismAndTheFailures() throws Exception {
        try (LocalStack stack = LocalStack.builder(dir).slots(4).start()) {
            StackServices.migrate(stack, System.out::println);
            StackServices.createTopics(stack, System.out::println);
            AccountsTopic.publish(stack.kafkaBootstrap(), ROOT.resolve("demo/accounts.json"));
            String jar = stack.flink().upload(JobSubmission.forStack(stack).orElseThrow().jar());

            String live = submit(stack, jar, 4, "live");
            CompletableFuture<Integer> replay =
                    CompletableFuture.supplyAsync(() -> replay(stack.kafkaBootstrap()));
            for (int kill = 0; kill < KILLS; kill++) {
                long before = count(stack, "samples");
                await("progress", () -> count(stack, "samples") > before);
                assertTrue(!replay.isDone(), "the replay ended before all kills");
                System.out.println("kill -9 TASKMANAGER with " + before + " samples stored");
                stack.kill(TASKMANAGER);
                stack.restart(TASKMANAGER);
            }
            assertEquals(0, replay.get(PATIENCE.toSeconds(), TimeUnit.SECONDS), "replay");
            Said first = finish(stack, live);
            System.out.println("live, parallelism 4, " + KILLS + " kills: " + first);
            connectionsAndRatesSurvivedToo(stack);

            clear(stack);
            Said second = finish(stack, submit(stack, jar, 1, "again"));
            System.out.println("again, parallelism 1: " + second);

            assertEquals(first, second);
            lifeOfAttacks(first.events());
            everyAttackIsWhatItsSamplesAre(stack);
        }
    }

    /** Both attacks of the capture: started once, ended once, with a minute between them or not. */
    private static void lifeOfAttacks(List<String> events) throws IOException {
        TreeSet<String> vectors = new TreeSet<>();
        Map<String, List<String>> kinds = new TreeMap<>();
        for (String event : events) {
            JsonNode node = JSON.readTree(event);
            vectors.add(node.path("vector").asText() + " at " + node.path("target").asText());
            kinds.computeIfAbsent(node.path("attack_id").asText(), id -> new ArrayList<>())
                    .add(node.path("kind").asText());
        }
        assertEquals(
                List.of("DNS amplification at 203.0.113.20/32", "SYN flood at 203.0.113.10/32"),
                List.copyOf(vectors));
        assertEquals(2, kinds.size(), kinds::toString);
        kinds.forEach(
                (id, of) -> {
                    assertEquals(1, of.stream().filter("STARTED"::equals).count(), id + of);
                    assertEquals(1, of.stream().filter("ENDED"::equals).count(), id + of);
                });
    }

    private static void everyAttackIsWhatItsSamplesAre(LocalStack stack) throws IOException {
        assertEquals(
                query(
                        stack,
                        "SELECT attack_id, sum(packets * sample_interval) AS p, count() AS n FROM samples"
                                + " WHERE attack_id != '' GROUP BY attack_id ORDER BY attack_id"),
                query(
                        stack,
                        "SELECT attack_id, packets AS p, samples AS n FROM attacks ORDER BY attack_id"));
    }

    /** The flood's SYNs are challenged, and no packet of a true connection has a reason. */
    private static void connectionsAndRatesSurvivedToo(LocalStack stack) throws IOException {
        long flood = count(stack, "samples WHERE " + FLOOD);
        long challenged =
                count(
                        stack,
                        "samples WHERE " + FLOOD + " AND mitigation_reason = 'CHALLENGE_NEEDED'");
        assertEquals(4_353, flood);
        assertTrue(challenged > 0.8 * flood, challenged + " of " + flood + " challenged");
        String inConnection = "samples WHERE protocol_state IN ('OPEN', 'CLOSING', 'CLOSED')";
        assertTrue(count(stack, inConnection) > 14_000, "packets of connections");
        assertEquals(0, count(stack, inConnection + " AND mitigation_reason != ''"));
    }

    private Said finish(LocalStack stack, String job) throws Exception {
        await("all samples", () -> count(stack, "samples") >= PACKETS);
        await(
                "both attacks to end",
                () -> count(stack, "attack_events FINAL WHERE kind = 'ENDED'") >= 2);
        // What would be there twice may still be on its way.
        stack.flink().awaitCheckpoints(job, 2, PATIENCE);
        Said said =
                new Said(
                        query(
                                stack,
                                "SELECT attack_id, count(), groupBitXor(cityHash64(exporter_id, epoch_micros,"
                                        + " sequence, attack_id)) FROM samples GROUP BY attack_id"
                                        + " ORDER BY attack_id"),
                        query(stack, "SELECT * FROM attacks ORDER BY attack_id FORMAT JSONEachRow"),
                        List.copyOf(new TreeSet<>(eventRecords(stack))),
                        List.of(
                                query(
                                        stack,
                                        "SELECT * EXCEPT committed_at FROM attack_events FINAL"
                                                + " ORDER BY attack_id, at, kind FORMAT JSONEachRow")));
        assertEquals(PACKETS, count(stack, "samples"));
        assertEquals(
                said.events().size(), eventRecords(stack).size(), "an event is on the topic twice");
        stack.flink().cancel(job);
        stack.flink().awaitStatus(job, "CANCELED", PATIENCE);
        return said;
    }

    private static String submit(LocalStack stack, String jar, int parallelism, String group) {
        List<String> args =
                JobSubmission.forStack(stack)
                        .orElseThrow()
                        .with(
                                "--kafka.group-id", group,
                                "--checkpoint.interval", "PT1S",
                                "--time.out-of-orderness", "PT1S",
                                "--tcp.syn-rate-floor", "100",
                                "--attack.threshold-scale", "0.01",
                                "--attack.session-gap", "PT4S",
                                "--attack.max-hold", "PT5M",
                                "--tcp.max-hold", "PT5M")
                        .args();
        FlinkRest flink = stack.flink();
        String job = flink.run(jar, JobRun.withArgs(args).parallelism(parallelism));
        flink.awaitRunning(job, PATIENCE);
        return job;
    }

    private static int replay(String kafka) {
        return ForwarderCommand.run(
                new String[] {"replay", CAPTURE, "--rate", "450", "--kafka", kafka});
    }

    /** Also the topic of events, or the next job would fill their table from those of this one. */
    private static void clear(LocalStack stack) throws Exception {
        ClickHouseLogin login = stack.clickHouseLogin(ClickHouseRole.MIGRATOR);
        ClickHouse server = new ClickHouse(stack.clickHouseUrl(), login.user(), login.password());
        for (String table : List.of("samples", "attack_aggregates", "attack_events")) {
            server.execute("TRUNCATE TABLE " + table, Map.of("database", LocalStack.DATABASE));
        }
        try (KafkaConsumer<String, String> consumer = consumer(stack);
                Admin kafka = Admin.create(Map.of("bootstrap.servers", stack.kafkaBootstrap()))) {
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            consumer.endOffsets(eventPartitions(consumer))
                    .forEach((p, end) -> all.put(p, RecordsToDelete.beforeOffset(end)));
            kafka.deleteRecords(all).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static List<String> eventRecords(LocalStack stack) {
        List<String> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer(stack)) {
            List<TopicPartition> partitions = eventPartitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, String>> all = new ArrayList<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
            all.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
            all.forEach(r -> records.add(r.value()));
        }
        return records;
    }

    private static KafkaConsumer<String, String> consumer(LocalStack stack) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        stack.kafkaBootstrap(),
                        "isolation.level",
                        "read_committed"),
                new StringDeserializer(),
                new StringDeserializer());
    }

    private static List<TopicPartition> eventPartitions(KafkaConsumer<String, String> consumer) {
        return consumer.partitionsFor(Topics.ATTACK_EVENTS).stream()
                .map(p -> new TopicPartition(Topics.ATTACK_EVENTS, p.partition()))
                .toList();
    }

    private static long count(LocalStack stack, String table) throws IOException {
        return Long.parseLong(query(stack, "SELECT count() FROM " + table).strip());
    }

    private static String query(LocalStack stack, String sql) throws IOException {
        ClickHouseLogin reader = stack.clickHouseLogin(ClickHouseRole.READER);
        return new ClickHouse(stack.clickHouseUrl(), reader.user(), reader.password())
                .execute(sql, Map.of("database", LocalStack.DATABASE));
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < deadline, () -> "waited " + PATIENCE + " for " + what);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }
}
