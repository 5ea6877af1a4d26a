-- Who drops what, and why? Represented packets that each system dropped, by its reason and rule.
-- To run: after 000_functions.sql and 001_topics.sql, docs/how-to/ask-with-sql.md. Needs: samples.
SELECT
    mitigation_system,
    mitigation_reason,
    rule_id,
    SUM(represented_packets) AS dropped_packets,
    COUNT(*) AS samples
FROM samples
WHERE outcome = 'drop'
GROUP BY mitigation_system, mitigation_reason, rule_id
ORDER BY dropped_packets DESC, mitigation_system, mitigation_reason, rule_id;
