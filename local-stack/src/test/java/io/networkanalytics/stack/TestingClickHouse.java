package io.networkanalytics.stack;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.sql.ClickHouse;
import io.networkanalytics.sql.MigrationException;
import java.io.IOException;
import java.util.Map;

/** Statements as one of the users of a stack. */
record TestingClickHouse(ClickHouse server) {
    static TestingClickHouse as(ClickHouseRole role, LocalStack stack) {
        ClickHouseLogin login = stack.clickHouseLogin(role);
        return new TestingClickHouse(
                new ClickHouse(stack.clickHouseUrl(), login.user(), login.password()));
    }

    /** The answer without its last line end. */
    String run(String sql) throws IOException {
        return run(sql, Map.of());
    }

    String run(String sql, Map<String, String> settings) throws IOException {
        return server.execute(sql, settings).strip();
    }

    /** Inserts a block as the exactly-once sink does: with a token that says which it is. */
    void insertOnce(String insert, String token) throws IOException {
        run(
                insert,
                Map.of(
                        "insert_deduplication_token",
                        token,
                        "insert_deduplicate",
                        "1",
                        "deduplicate_blocks_in_dependent_materialized_views",
                        "1",
                        "async_insert",
                        "0"));
    }

    void assertDenied(String sql) {
        String message = assertThrows(MigrationException.class, () -> run(sql), sql).getMessage();
        assertTrue(message.contains("ACCESS_DENIED"), sql + ": " + message);
    }
}
