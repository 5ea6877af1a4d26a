-- Which attacks run now, strongest first? Those whose newest event is not their end.
-- To run: after 000_functions.sql and 001_topics.sql, docs/how-to/ask-with-sql.md. Needs: events of attacks.
SELECT attack_id, account, vector, target, started_at, packets, dropped_packets, peak_packets_per_second
FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY account, attack_id ORDER BY `partition`, `offset` DESC) AS age
    FROM attack_events
)
WHERE age = 1 AND kind <> 'ENDED'
ORDER BY peak_packets_per_second DESC, attack_id;
