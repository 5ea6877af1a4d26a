-- Which flows have most packets, and under what id do other tools know them? The Community ID is the one that Zeek,
-- Suricata and Wireshark show; both directions have the same.
-- To run: after 000_functions.sql and 001_topics.sql, docs/how-to/ask-with-sql.md. Needs: samples.
SELECT
    flow,
    protocol_name(ip_protocol) AS protocol,
    SUM(represented_packets) AS packets,
    COUNT(DISTINCT source_address) AS talking
FROM (
    SELECT
        ip_protocol, source_address, represented_packets,
        community_id(
            source_address,
            destination_address,
            ip_protocol,
            CASE WHEN ip_protocol IN (1, 58) THEN icmp_type ELSE source_port END,
            CASE WHEN ip_protocol IN (1, 58) THEN icmp_code ELSE destination_port END) AS flow
    FROM samples
)
WHERE flow IS NOT NULL
GROUP BY flow, ip_protocol
ORDER BY packets DESC, flow
LIMIT 10;
