package io.networkanalytics.stack.demo;

import io.networkanalytics.sql.ClickHouse;
import io.networkanalytics.stack.ClickHouseLogin;
import io.networkanalytics.stack.ClickHouseRole;
import io.networkanalytics.stack.LocalStack;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The attacks that the job found in the demo's traffic, as ClickHouse prints them. */
final class Attacks {

    private static final String SQL =
            """
            SELECT attack_id, vector, target, tagged.seconds AS seconds, tagged.packets AS packets,
                fixed_values
            FROM (SELECT * FROM attack_events FINAL ORDER BY at DESC LIMIT 1 BY attack_id) AS event
            LEFT JOIN (
                SELECT attack_id, sum(packets * sample_interval) AS packets,
                    dateDiff('second', min(observed_at), max(observed_at)) + 1 AS seconds
                FROM samples GROUP BY attack_id) AS tagged
            USING attack_id
            ORDER BY started_at
            FORMAT PrettySpaceNoEscapes
            """;

    /** Events come to their table a checkpoint later than samples to theirs. */
    private static final String WITHOUT_EVENTS =
            "SELECT uniqExact(attack_id) FROM samples WHERE attack_id != '' AND attack_id NOT IN"
                    + " (SELECT attack_id FROM attack_events)";

    private Attacks() {}

    /**
     * Every attack that samples have.
     *
     * @param patience how long to wait for their events
     */
    static String table(LocalStack stack, Duration patience)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!query(stack, WITHOUT_EVENTS).equals("0\n") && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(500);
        }
        return query(stack, SQL);
    }

    private static String query(LocalStack stack, String sql) throws IOException {
        ClickHouseLogin reader = stack.clickHouseLogin(ClickHouseRole.READER);
        return new ClickHouse(stack.clickHouseUrl(), reader.user(), reader.password())
                .execute(sql, Map.of("database", LocalStack.DATABASE));
    }
}
