package io.networkanalytics.job.sink;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.datasource.connections.SimpleJdbcConnectionProvider;
import org.junit.jupiter.api.Test;

/** With a server that is away; AttackSinkITCase has one that comes back. */
class PatientConnectionSourceTest {

    @Test
    void afterItsPatienceItSaysWhatThatMeansForTheRows() {
        SQLException e =
                assertThrows(
                        SQLException.class,
                        () -> toNobody(Duration.ZERO).getOrEstablishConnection());

        assertTrue(
                e.getMessage().startsWith("ClickHouse has not answered for 0 s. The rows are in"),
                e.getMessage());
    }

    @Test
    void aCancelledTaskDoesNotWait() {
        // Loggers and driver are there before: an interrupted thread could not initialize them.
        assertThrows(SQLException.class, () -> toNobody(Duration.ZERO).getOrEstablishConnection());
        PatientConnectionSource source = toNobody(Duration.ofDays(1));
        Thread.currentThread().interrupt();

        assertThrows(SQLException.class, source::reestablishConnection, "it waited");
        assertTrue(Thread.interrupted(), "Flink has to see that, too");
    }

    @Test
    void aConnectionWithoutAServerIsNotValid() throws Exception {
        try (PatientConnectionSource source = toNobody(Duration.ZERO)) {
            assertThrows(SQLException.class, source::reestablishConnection);
            assertFalse(source.isConnectionValid());
        }
    }

    private static PatientConnectionSource toNobody(Duration patience) {
        return new PatientConnectionSource(
                new SimpleJdbcConnectionProvider(
                        new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
                                .withUrl("jdbc:clickhouse:http://127.0.0.1:1/nothing")
                                .withDriverName("com.clickhouse.jdbc.Driver")
                                .build()),
                patience);
    }
}
