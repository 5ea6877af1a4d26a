-- What could not be read or was refused, how often, and what does one of them say?
-- To run: after 000_functions.sql and 001_topics.sql, docs/how-to/ask-with-sql.md. Needs: dead letters.
SELECT stage, reason, COUNT(*) AS records, MAX(detail) AS example
FROM dead_letters
GROUP BY stage, reason
ORDER BY records DESC, stage, reason;
