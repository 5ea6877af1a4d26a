package io.networkanalytics.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.model.FlowKey;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import io.networkanalytics.model.Topics;
import io.networkanalytics.sql.ClickHouse;
import io.networkanalytics.stack.ClickHouseLogin;
import io.networkanalytics.stack.ClickHouseRole;
import io.networkanalytics.stack.LocalStack;
import io.networkanalytics.stack.StackServices;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that change while the job runs, on real servers. */
@Tag("stack")
class RuleUpdateITCase {

    private static final Path ROOT = Path.of(System.getProperty("repository.root", "."));
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir private Path dir;

    private final AtomicLong sequence = new AtomicLong();

    @Test
    void aRuleAppliesAtOnceAndABadVersionLeavesItInForce() throws Exception {
        try (LocalStack stack = LocalStack.builder(dir).start()) {
            assertTrue(
                    StackServices.bringUp(
                                    stack,
                                    Optional.of(ROOT.resolve("demo/accounts.json")),
                                    System.out::println,
                                    "--checkpoint.interval",
                                    "PT1S")
                            .isPresent(),
                    "flink-job is not built");
            ScheduledExecutorService traffic = Executors.newSingleThreadScheduledExecutor();
            try (KafkaProducer<byte[], byte[]> kafka =
                    new KafkaProducer<>(
                            Map.of("bootstrap.servers", stack.kafkaBootstrap()),
                            new ByteArraySerializer(),
                            new ByteArraySerializer())) {
                var sending =
                        traffic.scheduleAtFixedRate(
                                () -> send(kafka, sample()), 0, 10, TimeUnit.MILLISECONDS);
                await(stack, "SELECT count() > 0 FROM samples");

                long publishedMillis = publish(kafka, "udp.dstport eq 443");
                await(stack, "SELECT countIf(rule_id = 'https') > 100 FROM samples");
                String delay =
                        query(
                                stack,
                                "SELECT maxIf(observed_at, rule_id = '') -"
                                        + " fromUnixTimestamp64Milli(toInt64("
                                        + publishedMillis
                                        + ")) FROM samples");
                System.out.println("the last sample without the rule: " + delay + " s after it");

                long refusedMillis = publish(kafka, "udp.dstprt eq 443");
                await(stack, "SELECT count() > 0 FROM dead_letters");
                assertTrue(
                        query(stack, "SELECT detail FROM dead_letters").contains("udp.dstport"),
                        "the message names the field that was meant");
                long seen = Long.parseLong(query(stack, "SELECT count() FROM samples"));
                await(stack, "SELECT count() > " + (seen + 200) + " FROM samples");
                assertEquals(
                        "0",
                        query(
                                stack,
                                "SELECT countIf(rule_id = '') FROM samples WHERE observed_at >"
                                        + " fromUnixTimestamp64Milli(toInt64("
                                        + refusedMillis
                                        + "))"));
                sending.cancel(false);
            } finally {
                traffic.shutdownNow();
                traffic.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    private static void send(
            KafkaProducer<byte[], byte[]> kafka, ProducerRecord<byte[], byte[]> record) {
        try {
            kafka.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a record was not sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ProducerRecord<byte[], byte[]> sample() {
        long nanos = System.currentTimeMillis() * 1_000_000L;
        PacketSample sample =
                TestSamples.tcp(sequence.incrementAndGet(), 0)
                        .setObservedAtNanos(nanos)
                        .setReceivedAtNanos(nanos)
                        .setIpProtocol(17)
                        .setSamplingMode(SamplingMode.RANDOM)
                        .build();
        return new ProducerRecord<>(
                Topics.PACKET_SAMPLES,
                FlowKey.partition(FlowKey.hash(sample), StackServices.PARTITIONS),
                null,
                sample.toByteArray());
    }

    /** Publishes the next version of the rule and says when. */
    private static long publish(KafkaProducer<byte[], byte[]> kafka, String expression) {
        String json =
                """
                {"rule_id": "https", "ruleset_id": "", "account": 1001, "phase": "custom", "position": 1,
                 "expression": "%s", "action": "block"}
                """
                        .formatted(expression);
        long now = System.currentTimeMillis();
        send(kafka, new ProducerRecord<>(Topics.MITIGATION_RULES, utf8("1001/https"), utf8(json)));
        return now;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String query(LocalStack stack, String sql) throws IOException {
        ClickHouseLogin reader = stack.clickHouseLogin(ClickHouseRole.READER);
        return new ClickHouse(stack.clickHouseUrl(), reader.user(), reader.password())
                .execute(sql, Map.of("database", LocalStack.DATABASE))
                .strip();
    }

    private static void await(LocalStack stack, String condition) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!query(stack, condition).equals("1")) {
            assertTrue(
                    System.nanoTime() < deadline, () -> "waited " + PATIENCE + " for " + condition);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }
}
