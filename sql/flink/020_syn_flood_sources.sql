-- From which networks do SYNs come that open connections and nothing else, and to how many addresses? The ten with most.
-- A network that sends SYNs but hardly an ACK does not answer: a flood, or forged addresses.
-- To run: after 000_functions.sql and 001_topics.sql, docs/how-to/ask-with-sql.md. Needs: samples.
SELECT
    subnet(source_address) AS source_network,
    SUM(CASE WHEN tcp_flag_names(tcp_flags) = 'SYN' THEN represented_packets ELSE 0 END) AS syn_packets,
    SUM(CASE WHEN tcp_flag_names(tcp_flags) LIKE '%ACK%' THEN represented_packets ELSE 0 END) AS ack_packets,
    COUNT(DISTINCT destination_address) AS destinations
FROM samples
WHERE ip_protocol = 6 AND source_address IS NOT NULL
GROUP BY subnet(source_address)
HAVING SUM(CASE WHEN tcp_flag_names(tcp_flags) = 'SYN' THEN represented_packets ELSE 0 END) > 0
ORDER BY syn_packets DESC, source_network
LIMIT 10;
