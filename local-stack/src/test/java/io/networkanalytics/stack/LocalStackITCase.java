package io.networkanalytics.stack;

import static io.networkanalytics.stack.ClickHouseRole.MIGRATOR;
import static io.networkanalytics.stack.ClickHouseRole.READER;
import static io.networkanalytics.stack.Component.CLICKHOUSE;
import static io.networkanalytics.stack.Component.JOBMANAGER;
import static io.networkanalytics.stack.Component.KAFKA;
import static io.networkanalytics.stack.Component.TASKMANAGER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.model.Topics;
import io.networkanalytics.sql.ClickHouse;
import io.networkanalytics.sql.MigrationException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** All servers for real. Tests come in any order and leave everything running. */
class LocalStackITCase {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path dir;

    private static LocalStack stack;

    @BeforeAll
    static void start() throws Exception {
        stack = LocalStack.builder(dir.resolve("first")).environment(withoutClickHouse()).start();
        KafkaTopics.create(stack.kafkaBootstrap(), 2);
        migrator(stack).run("CREATE DATABASE IF NOT EXISTS network_analytics");
    }

    @AfterAll
    static void nothingIsLeftBehind() {
        List<ProcessHandle> processes = ProcessHandle.current().descendants().toList();
        stack.close();
        assertEquals(List.of(), processes.stream().filter(ProcessHandle::isAlive).toList());
    }

    @Test
    void everythingAnswers() {
        assertEquals(
                List.of("kafka", "clickhouse", "jobmanager", "taskmanager-1"),
                stack.status().stream().map(ServerStatus::name).toList());
        for (ServerStatus status : stack.status()) {
            assertEquals(Optional.empty(), status.trouble(), status.toString());
            assertTrue(Files.exists(status.log()), status.toString());
        }
        awaitSlots(2);
        assertEquals(1, stack.flink().overview().taskManagers());
    }

    @Test
    void topicsAreThereAndCarryRecords() throws Exception {
        assertEquals(List.of(), KafkaTopics.create(stack.kafkaBootstrap(), 2), "all exist already");
        TestingKafka.send(stack.kafkaBootstrap(), Topics.ATTACK_EVENTS, "hello");
        assertTrue(
                TestingKafka.receiveAll(stack.kafkaBootstrap(), Topics.ATTACK_EVENTS)
                        .contains("hello"));
    }

    @Test
    void readersQueriesAreLimited() {
        TestingClickHouse reader = TestingClickHouse.as(READER, stack);
        String forEver = "SELECT sum(number) FROM numbers(1000000000000)";
        assertRefused(reader, forEver, Map.of("max_execution_time", "1"), "TIMEOUT_EXCEEDED");
        assertRefused(
                reader,
                forEver,
                Map.of("max_execution_time", "3600"),
                "SETTING_CONSTRAINT_VIOLATION");
        assertRefused(
                reader, forEver, Map.of("max_memory_usage", "0"), "SETTING_CONSTRAINT_VIOLATION");
    }

    @Test
    void withoutAPasswordThereIsNothingToSee() throws Exception {
        migrator(stack).run(table("secret"));
        URI url = stack.clickHouseUrl();
        TestingClickHouse nobody = new TestingClickHouse(new ClickHouse(url, "default", ""));
        nobody.assertDenied("SELECT x FROM network_analytics.secret");
        nobody.assertDenied("INSERT INTO network_analytics.secret VALUES (1)");
        TestingClickHouse guesser = new TestingClickHouse(new ClickHouse(url, "reader", "guess"));
        assertRefused(guesser, "SELECT 1", Map.of(), "AUTHENTICATION_FAILED");
    }

    @Test
    void kafkaComesBackWithItsRecordsAfterKill9() throws Exception {
        TestingKafka.send(stack.kafkaBootstrap(), Topics.ACCOUNTS, "before");
        String address = stack.kafkaBootstrap();
        stack.kill(KAFKA);
        assertFalse(stack.isAlive(KAFKA, 1));
        stack.restart(KAFKA);
        assertEquals(address, stack.kafkaBootstrap());
        TestingKafka.send(address, Topics.ACCOUNTS, "after");
        List<String> records = TestingKafka.receiveAll(address, Topics.ACCOUNTS);
        assertEquals(
                List.of("before", "after"), records.subList(records.size() - 2, records.size()));
    }

    @Test
    void clickHouseComesBackWithItsRowsAfterKill9() throws Exception {
        migrator(stack).run(table("rows"));
        migrator(stack).run("INSERT INTO network_analytics.rows SELECT * FROM numbers(1000)");
        URI url = stack.clickHouseUrl();
        stack.kill(CLICKHOUSE);
        stack.restart(CLICKHOUSE);
        assertEquals(url, stack.clickHouseUrl());
        assertEquals(
                "1000\t499500",
                TestingClickHouse.as(READER, stack)
                        .run("SELECT count(), sum(x) FROM network_analytics.rows"));
    }

    @Test
    void suspendedClickHouseAnswersNothingUntilItIsResumed() throws Exception {
        stack.suspend(CLICKHOUSE, 1);
        try {
            assertTrue(stack.isAlive(CLICKHOUSE, 1));
            URI ping = stack.clickHouseUrl().resolve("/ping");
            assertTrue(HttpProbe.missing(ping, body -> true).orElseThrow().contains("timed out"));
        } finally {
            stack.resume(CLICKHOUSE, 1);
        }
        assertEquals("1", TestingClickHouse.as(READER, stack).run("SELECT 1"));
    }

    @Test
    void taskManagerComesBackAfterKill9() {
        stack.kill(TASKMANAGER);
        stack.restart(TASKMANAGER);
        Await.until(
                "the dead TaskManager to be noticed",
                PATIENCE,
                () -> {
                    FlinkRest.Overview overview = stack.flink().overview();
                    return overview.taskManagers() == 1
                            ? Optional.empty()
                            : Optional.of(overview.toString());
                });
        awaitSlots(2);
    }

    @Test
    void jobManagerComesBackAndItsTaskManagerFindsIt() {
        URI rest = stack.flinkRest();
        stack.kill(JOBMANAGER);
        stack.restart(JOBMANAGER);
        assertEquals(rest, stack.flinkRest());
        awaitSlots(2);
    }

    @Test
    void jobRunsStopsWithASavepointAndGoesOn() throws Exception {
        awaitSlots(1);
        FlinkRest flink = stack.flink();
        String jar =
                flink.upload(TestingJar.of(CountingJob.class, dir.resolve("counting-job.jar")));
        String first = flink.run(jar, JobRun.withArgs(List.of("counting")).parallelism(1));
        flink.awaitRunning(first, PATIENCE);
        flink.awaitCheckpoints(first, 2, PATIENCE);
        assertTrue(flink.latestCheckpoint(first).orElseThrow().contains(first));
        String savepoint = flink.stopWithSavepoint(first, stack.savepointDir());
        assertEquals("FINISHED", flink.status(first));

        String second =
                flink.run(jar, JobRun.withArgs(List.of("counting")).parallelism(1).from(savepoint));
        assertNotEquals(first, second);
        flink.awaitRunning(second, PATIENCE);
        flink.awaitCheckpoints(second, 1, PATIENCE);
        assertEquals(Optional.empty(), flink.failure(second));
        flink.cancel(second);
        assertEquals("CANCELED", flink.status(second));
    }

    @Test
    void jobThatCannotBeSubmittedSaysWhy() throws Exception {
        FlinkRest flink = stack.flink();
        String jar = flink.upload(TestingJar.of(CountingJob.class, dir.resolve("no-name.jar")));
        StackException e =
                assertThrows(
                        StackException.class, () -> flink.run(jar, JobRun.withArgs(List.of())));
        assertTrue(e.getMessage().contains("ArrayIndexOutOfBoundsException"), e.getMessage());
    }

    @Test
    void prometheusPagesHoldFlinksMetrics() {
        for (URI page : stack.metrics()) {
            assertEquals(
                    Optional.empty(),
                    HttpProbe.missing(page, body -> body.contains("flink_")),
                    page.toString());
        }
        assertEquals(2, stack.metrics().size());
    }

    @Test
    void secondStackRunsBesideTheFirstButNotInItsFolder() throws Exception {
        try (LocalStack second =
                LocalStack.builder(dir.resolve("second"))
                        .components(KAFKA, CLICKHOUSE)
                        .environment(withoutClickHouse())
                        .start()) {
            KafkaTopics.create(second.kafkaBootstrap(), 1);
            TestingKafka.send(second.kafkaBootstrap(), Topics.MITIGATION_RULES, "second");
            assertEquals(
                    List.of("second"),
                    TestingKafka.receiveAll(second.kafkaBootstrap(), Topics.MITIGATION_RULES));
            assertEquals(
                    List.of(),
                    TestingKafka.receiveAll(stack.kafkaBootstrap(), Topics.MITIGATION_RULES));
            assertNotEquals(
                    stack.clickHouseLogin(READER).password(),
                    second.clickHouseLogin(READER).password());
            assertEquals("1", TestingClickHouse.as(READER, second).run("SELECT 1"));
        }
        StackBuilder same = LocalStack.builder(stack.dir()).components(CLICKHOUSE);
        assertTrue(
                assertThrows(StackException.class, same::start)
                        .getMessage()
                        .startsWith("Another stack runs in"));
        assertEquals("1", TestingClickHouse.as(READER, stack).run("SELECT 1"));
    }

    @Test
    void startMissingStartsOnlyWhatIsNotRunning() {
        long kafka = stack.pid(KAFKA, 1);
        long clickHouse = stack.pid(CLICKHOUSE, 1);
        stack.kill(CLICKHOUSE);
        stack.startMissing();
        assertEquals(kafka, stack.pid(KAFKA, 1));
        assertNotEquals(clickHouse, stack.pid(CLICKHOUSE, 1));
    }

    static Map<String, String> withoutClickHouse() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.remove("CLICKHOUSE_URL");
        return environment;
    }

    private static void awaitSlots(int free) {
        Await.until(
                free + " free slots",
                PATIENCE,
                () -> {
                    FlinkRest.Overview overview = stack.flink().overview();
                    return overview.slotsAvailable() >= free
                            ? Optional.empty()
                            : Optional.of(overview.toString());
                });
    }

    private static void assertRefused(
            TestingClickHouse user, String sql, Map<String, String> settings, String code) {
        String message =
                assertThrows(MigrationException.class, () -> user.run(sql, settings)).getMessage();
        assertTrue(message.contains(code), message);
    }

    private static TestingClickHouse migrator(LocalStack stack) {
        return TestingClickHouse.as(MIGRATOR, stack);
    }

    private static String table(String name) {
        return "CREATE TABLE network_analytics."
                + name
                + " (x UInt64) ENGINE = MergeTree ORDER BY x SETTINGS non_replicated_deduplication_window = 100";
    }
}
