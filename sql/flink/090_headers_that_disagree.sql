-- Does what an exporter says of its packets agree with their bytes? Samples with header bytes by exporter, and those of
-- which ports or protocol are others in the bytes, or the bytes are no IP header: an exporter that is read wrongly.
-- To run: after 000_functions.sql and 001_topics.sql, docs/how-to/ask-with-sql.md. Needs: samples of exporters that send header bytes.
SELECT
    exporter_id,
    COUNT(*) AS samples,
    SUM(CASE WHEN h IS NULL THEN 1 ELSE 0 END) AS unreadable,
    SUM(CASE WHEN h.ip_protocol <> ip_protocol
              OR h.source_port <> source_port
              OR h.destination_port <> destination_port THEN 1 ELSE 0 END) AS disagreeing
FROM (SELECT *, decode_header(header_bytes) AS h FROM samples WHERE header_bytes IS NOT NULL)
GROUP BY exporter_id
ORDER BY disagreeing DESC, exporter_id;
