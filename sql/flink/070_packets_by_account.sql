-- How much goes to whom? Represented packets by account; of several prefixes the longest counts. Account NULL: to no one's.
-- To run: after 000_functions.sql and 001_topics.sql, docs/how-to/ask-with-sql.md. Needs: samples, accounts.
SELECT account, SUM(represented_packets) AS packets, COUNT(*) AS samples
FROM (
    SELECT
        d.represented_packets,
        d.account,
        ROW_NUMBER() OVER (
            PARTITION BY d.exporter_id, d.sequence, d.observed_at
            ORDER BY d.is_v6, d.prefix_length DESC) AS choice
    FROM (
        SELECT
            s.exporter_id, s.sequence, s.observed_at, s.represented_packets, a.account,
            POSITION(':' IN a.prefix) > 0 AS is_v6,
            CAST(SPLIT_INDEX(a.prefix, '/', 1) AS INT) AS prefix_length
        FROM samples AS s
        LEFT JOIN accounts AS a ON ip_in_prefix(s.destination_address, a.prefix)
        WHERE s.destination_address IS NOT NULL
    ) AS d
)
WHERE choice = 1
GROUP BY account
ORDER BY packets DESC, account;
