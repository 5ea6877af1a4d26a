package io.networkanalytics.clickhouse;

import static io.networkanalytics.clickhouse.InsertFailureClassifierTest.server;
import static io.networkanalytics.clickhouse.TestingClickHouse.failing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StartupCheckTest {

    private final TestingClickHouse server = new TestingClickHouse();
    private final List<Long> pauses = new ArrayList<>();

    private StartupCheck check(Pacing.Pause pause) {
        server.columns = List.of(new InsertTransport.ServerColumn("id", "UInt64", ""));
        return new StartupCheck(
                server.transports().create(), new RetryPolicy(100, 1000), pause, new Random(1));
    }

    @Test
    void aServerThatIsAwayIsWaitedFor() throws Exception {
        server.then(
                failing(new ConnectException("refused")), failing(server(236, "stopping", 500)));
        check(pauses::add).columns("t", TestingRows.IDS);
        assertEquals(2, pauses.size());
    }

    @Test
    void aMissingTableIsNotWaitedFor() {
        server.then(failing(server(60, "Table db.t does not exist", 404)));
        var e =
                assertThrows(
                        InsertFailedException.class,
                        () -> check(pauses::add).columns("t", TestingRows.IDS));
        assertTrue(e.getMessage().contains("UNKNOWN_TABLE"), e.getMessage());
        assertEquals(List.of(), pauses);
    }

    @Test
    void aDifferentColumnIsRefused() {
        StartupCheck check = check(pauses::add);
        server.columns = List.of(new InsertTransport.ServerColumn("id", "Int64", ""));
        assertThrows(IllegalStateException.class, () -> check.columns("t", TestingRows.IDS));
    }

    @Test
    void aWindowThatIsTooSmallIsRefusedAndALargeOneIsNot() throws Exception {
        StartupCheck check = check(pauses::add);
        check.deduplicationWindow("t", 2, DeduplicationNeeds.DEFAULT);
        server.createStatement = server.createStatement.replace("10000", "1");
        assertThrows(
                IllegalStateException.class,
                () -> check.deduplicationWindow("t", 2, DeduplicationNeeds.DEFAULT));
    }

    @Test
    void theWindowBehindADistributedTableCounts() throws Exception {
        StartupCheck check = check(pauses::add);
        server.createStatement =
                "CREATE TABLE dd.t\n(\n    `id` UInt64\n)\n"
                        + "ENGINE = Distributed('{cluster}', 'd', 't', cityHash64(id))";
        check.deduplicationWindow("t", 2, DeduplicationNeeds.DEFAULT);
        server.statementBehind = server.statementBehind.replace("10000", "1");
        var e =
                assertThrows(
                        IllegalStateException.class,
                        () -> check.deduplicationWindow("t", 2, DeduplicationNeeds.DEFAULT));
        assertTrue(e.getMessage().startsWith("Table `d`.`t` remembers"), e.getMessage());
    }

    @Test
    void anInterruptEndsTheWait() {
        server.always(failing(new ConnectException("refused")));
        StartupCheck check =
                check(
                        millis -> {
                            throw new InterruptedException("cancelled");
                        });
        assertThrows(InterruptedIOException.class, () -> check.columns("t", TestingRows.IDS));
        assertTrue(Thread.interrupted(), "the interrupt is kept for Flink");
    }
}
