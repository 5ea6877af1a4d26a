package io.networkanalytics.stack.demo;

import io.networkanalytics.sql.ClickHouse;
import io.networkanalytics.stack.ClickHouseLogin;
import io.networkanalytics.stack.ClickHouseRole;
import io.networkanalytics.stack.LocalStack;
import java.io.IOException;
import java.util.Map;

/** What the job says of the demo's TCP packets, as ClickHouse prints it. */
final class Verdicts {

    /** hping3's sources are folded into 198.18.0.0/15, see demo/README.md. */
    private static final String SQL =
            """
            SELECT
                if(isIPAddressInRange(toString(source_address), '::ffff:198.18.0.0/111'), 'flood', 'others') AS traffic,
                protocol_state, verdict, mitigation_reason, count() AS packets
            FROM samples
            WHERE ip_protocol = 6
            GROUP BY ALL
            ORDER BY traffic, packets DESC
            FORMAT PrettySpaceNoEscapes
            """;

    private Verdicts() {}

    static String table(LocalStack stack) throws IOException {
        ClickHouseLogin reader = stack.clickHouseLogin(ClickHouseRole.READER);
        return new ClickHouse(stack.clickHouseUrl(), reader.user(), reader.password())
                .execute(SQL, Map.of("database", LocalStack.DATABASE));
    }
}
