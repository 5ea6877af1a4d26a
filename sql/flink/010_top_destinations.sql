-- Where do most packets go? The ten destinations with most represented packets in the last five minutes of what is in
-- the topic, by event time.
-- To run: after 000_functions.sql and 001_topics.sql, docs/how-to/ask-with-sql.md. Needs: samples.
SELECT
    ip_text(destination_address) AS destination,
    protocol_name(ip_protocol) AS protocol,
    SUM(represented_packets) AS packets,
    SUM(represented_bits) AS bits,
    COUNT(*) AS samples
FROM samples
WHERE destination_address IS NOT NULL
    AND observed_at > (SELECT MAX(observed_at) FROM samples) - INTERVAL '5' MINUTE
GROUP BY destination_address, ip_protocol
ORDER BY packets DESC, destination, protocol
LIMIT 10;
