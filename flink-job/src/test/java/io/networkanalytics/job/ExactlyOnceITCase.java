package io.networkanalytics.job;

import static io.networkanalytics.stack.Component.CLICKHOUSE;
import static io.networkanalytics.stack.Component.TASKMANAGER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.forwarder.cli.ForwarderCommand;
import io.networkanalytics.sql.ClickHouse;
import io.networkanalytics.stack.ClickHouseLogin;
import io.networkanalytics.stack.ClickHouseRole;
import io.networkanalytics.stack.Component;
import io.networkanalytics.stack.LocalStack;
import io.networkanalytics.stack.StackServices;
import io.networkanalytics.stack.demo.StoredTotals;
import io.networkanalytics.stack.demo.Totals;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real pipeline under {@code kill -9}: TaskManager and ClickHouse die twice each while the demo
 * capture is replayed, and afterwards every table has exactly what was in the capture.
 */
@Tag("exactly-once")
class ExactlyOnceITCase {

    private static final Path ROOT = Path.of(System.getProperty("repository.root"));
    private static final Path CAPTURE = ROOT.resolve("demo/capture/demo.pcap");

    /** 35,221 packets in about 80 s, so that all four kills fall into the replay. */
    private static final String PACKETS_PER_SECOND = "450";

    /** As capinfos and tshark count them; see demo/README.md. */
    private static final Totals CAPTURE_TOTALS = new Totals(35_221, 35_221, 16_142_181);

    /** The SYN flood, whose sources are folded into 198.18.0.0/15, see demo/README.md. */
    private static final String FLOOD =
            "ip_protocol = 6 AND isIPAddressInRange(toString(source_address), '::ffff:198.18.0.0/111')";

    private static final List<Component> KILLS =
            List.of(TASKMANAGER, CLICKHOUSE, CLICKHOUSE, TASKMANAGER);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir private Path dir;

    @Test
    void nothingIsLostAndNothingIsThereTwice() throws Exception {
        try (LocalStack stack = LocalStack.builder(dir).start()) {
            String job =
                    StackServices.bringUp(
                                    stack,
                                    Optional.of(ROOT.resolve("demo/accounts.json")),
                                    System.out::println,
                                    "--tcp.syn-rate-floor",
                                    "100",
                                    "--checkpoint.interval",
                                    "PT1S",
                                    "--time.out-of-orderness",
                                    "PT1S",
                                    "--rollup.max-delay",
                                    "PT2S")
                            .orElseThrow();

            CompletableFuture<Integer> replay =
                    CompletableFuture.supplyAsync(
                            () ->
                                    ForwarderCommand.run(
                                            new String[] {
                                                "replay", CAPTURE.toString(),
                                                "--rate", PACKETS_PER_SECOND,
                                                "--kafka", stack.kafkaBootstrap()
                                            }));
            int killedDuringReplay = 0;
            for (Component component : KILLS) {
                awaitProgress(stack);
                killedDuringReplay += replay.isDone() ? 0 : 1;
                System.out.println(
                        "kill -9 "
                                + component
                                + " with "
                                + StoredTotals.read(stack).distinctSamples()
                                + " samples stored");
                stack.kill(component);
                stack.restart(component);
            }
            assertEquals(
                    0,
                    replay.get(PATIENCE.toSeconds(), TimeUnit.SECONDS),
                    "exit code of the replay");
            assertEquals(KILLS.size(), killedDuringReplay, "kills during the replay");

            awaitTotals(stack);
            // What is there twice may still be on its way: two more checkpoints, then look again.
            stack.flink().awaitCheckpoints(job, 2, PATIENCE);
            StoredTotals stored = StoredTotals.read(stack);
            System.out.println("after " + KILLS + ": " + stored);
            stored.byTable()
                    .forEach((table, totals) -> assertEquals(CAPTURE_TOTALS, totals, table));
            assertEquals(
                    CAPTURE_TOTALS.samples(), stored.distinctSamples(), "different sample ids");
            assertEquals(0, stored.deadLetters(), "dead letters");
            connectionsAndRatesSurvivedToo(stack);
        }
    }

    /** The flood's SYNs are challenged, and no packet of a true connection has a reason. */
    private static void connectionsAndRatesSurvivedToo(LocalStack stack) throws IOException {
        long flood = count(stack, FLOOD);
        long challenged = count(stack, FLOOD + " AND mitigation_reason = 'CHALLENGE_NEEDED'");
        assertEquals(4_353, flood);
        assertTrue(challenged > 0.8 * flood, challenged + " of " + flood + " challenged");
        String inConnection = "protocol_state IN ('OPEN', 'CLOSING', 'CLOSED')";
        assertTrue(count(stack, inConnection) > 14_000, "packets of connections");
        assertEquals(0, count(stack, inConnection + " AND mitigation_reason != ''"));
    }

    private static long count(LocalStack stack, String condition) throws IOException {
        ClickHouseLogin reader = stack.clickHouseLogin(ClickHouseRole.READER);
        String answer =
                new ClickHouse(stack.clickHouseUrl(), reader.user(), reader.password())
                        .execute(
                                "SELECT count() FROM samples WHERE " + condition,
                                Map.of("database", LocalStack.DATABASE));
        return Long.parseLong(answer.strip());
    }

    /** Waits until more is stored than now, so that the next kill hits a pipeline that runs. */
    private static void awaitProgress(LocalStack stack) throws IOException {
        long before = StoredTotals.read(stack).distinctSamples();
        await(
                "more than " + before + " samples",
                () -> StoredTotals.read(stack).distinctSamples() > before);
    }

    private static void awaitTotals(LocalStack stack) throws IOException {
        await(
                "the capture's totals in every table",
                () -> {
                    StoredTotals stored = StoredTotals.read(stack);
                    return stored.distinctSamples() >= CAPTURE_TOTALS.samples()
                            && stored.byTable().values().stream()
                                    .allMatch(
                                            totals -> totals.samples() >= CAPTURE_TOTALS.samples());
                });
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(String what, Condition condition) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < deadline, () -> "waited " + PATIENCE + " for " + what);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }
}
