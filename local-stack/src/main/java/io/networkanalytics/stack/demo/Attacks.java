package io.networkanalytics.stack.demo;

import io.networkanalytics.sql.ClickHouse;
import io.networkanalytics.stack.ClickHouseLogin;
import io.networkanalytics.stack.ClickHouseRole;
import io.networkanalytics.stack.LocalStack;
import java.io.IOException;
import java.util.Map;

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

    private Attacks() {}

    static String table(LocalStack stack) throws IOException {
        ClickHouseLogin reader = stack.clickHouseLogin(ClickHouseRole.READER);
        return new ClickHouse(stack.clickHouseUrl(), reader.user(), reader.password())
                .execute(SQL, Map.of("database", LocalStack.DATABASE));
    }
}
