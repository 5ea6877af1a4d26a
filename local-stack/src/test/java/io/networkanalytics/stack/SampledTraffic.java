package io.networkanalytics.stack;

import java.util.List;

/**
 * Packets of four days as SQL makes them, and what exporters sampled of them: some all, some one in
 * five, some one in ten. Sizes and popularities are as uneven as in real traffic.
 */
final class SampledTraffic {

    /** When the packets begin: where no retention period ends. Seconds since 1970. */
    static final long START = 4_070_908_800L;

    static final int HOURS = 96;
    private static final int PACKETS = 3_000_000;

    private SampledTraffic() {}

    /** Fills the table {@code packets}, and samples from it. */
    static List<String> statements() {
        return List.of(
                """
                CREATE TABLE packets
                (
                    account_id UInt32, observed_at DateTime64(9, 'UTC'), exporter_id String,
                    sequence UInt64, sample_interval UInt32, destination_address IPv6,
                    ip_protocol UInt8, destination_port UInt16, colo String, outcome String,
                    bytes UInt64
                )
                ENGINE = MergeTree ORDER BY (account_id, observed_at)
                """,
                """
                INSERT INTO packets
                WITH cityHash64(number, 'packet') AS h, sipHash64(number) AS s, sipHash64(h) AS r
                SELECT
                    1001 + floor(log2(1 + h %% 15)), fromUnixTimestamp64Nano(toInt64((%d + s %% (%d * 3600)) * 1000000000), 'UTC'),
                    concat('router-', toString(h %% 7)), number, [1, 1, 1, 5, 5, 10, 10][1 + h %% 7],
                    toIPv6(concat('203.0.113.', toString(toUInt8(floor(pow(2, (r %% 8000) / 1000)))))),
                    [6, 6, 6, 17, 17, 1][1 + r %% 6], [443, 443, 53, 80, 123, 8080][1 + s %% 6],
                    ['fra', 'ams', 'lhr'][1 + toUInt8(floor(log2(1 + s %% 7)))],
                    if(r %% 11 = 0, 'drop', 'pass'),
                    [60, 60, 64, 120, 576, 1400, 1500][1 + intDiv(r, 1000) %% 7]
                FROM numbers(%d)
                """
                        .formatted(START, HOURS, PACKETS),
                """
                INSERT INTO samples
                    (account_id, observed_at, exporter_id, sequence, sample_interval, destination_address,
                    ip_protocol, destination_port, colo, outcome, packets, bytes, sampling_mode)
                SELECT * EXCEPT (bytes), 1, bytes, 'RANDOM' FROM packets
                WHERE sipHash64(sequence, 'sampled') % sample_interval = 0
                """);
    }
}
