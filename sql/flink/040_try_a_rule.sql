-- What would this rule match, if it were published? Write yours in place of the expression. What passes today and would
-- be dropped is what to look at.
-- To run: after 000_functions.sql and 001_topics.sql, docs/how-to/ask-with-sql.md. Needs: samples.
SELECT
    subnet(destination_address) AS destination_network,
    outcome AS outcome_today,
    SUM(represented_packets) AS packets,
    COUNT(*) AS samples
FROM samples
WHERE rule_matches(record, 'ip.dst in {203.0.113.0/24} and udp.srcport eq 53')
GROUP BY subnet(destination_address), outcome
ORDER BY packets DESC, destination_network, outcome_today;
