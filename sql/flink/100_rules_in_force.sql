-- Which rules are in force, in the order in which they are asked? Those that are enabled and were not removed. A rule of
-- the job is void after expires_at, by event time: compare it with the newest observed_at.
-- To run: after 000_functions.sql and 001_topics.sql, docs/how-to/ask-with-sql.md. Needs: rules, samples.
SELECT account, phase, `position`, rule_id, action, expression, expires_at
FROM mitigation_rules
WHERE enabled
    AND (expires_at IS NULL
        OR TO_TIMESTAMP(expires_at, 'yyyy-MM-dd''T''HH:mm:ss''Z''')
            > (SELECT MAX(CAST(observed_at AS TIMESTAMP(3))) FROM samples))
ORDER BY account, phase, `position`, rule_id;
