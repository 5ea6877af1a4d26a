-- The topics as tables, and views of what they say. A query reads from the beginning of a topic up to its end when the
-- query starts, and then ends. To go on reading instead, in streaming mode: /*+ OPTIONS('scan.bounded.mode'='unbounded') */.
-- To run: after 000_functions.sql; docs/how-to/ask-with-sql.md. ${kafka} stands for the address of Kafka.
-- Needs: the connector flink-sql-connector-kafka, flink-json, and the topics.

-- One sample a record, protobuf: what decode_sample and rule_matches read.
CREATE TEMPORARY TABLE packet_samples
(
    record BYTES
)
WITH (
    'connector' = 'kafka',
    'topic' = 'packet-samples.v1',
    'properties.bootstrap.servers' = '${kafka}',
    'properties.isolation.level' = 'read_committed',
    'scan.startup.mode' = 'earliest-offset',
    'scan.bounded.mode' = 'latest-offset',
    'format' = 'raw'
);

CREATE TEMPORARY VIEW samples AS
SELECT
    p.record,
    s.*,
    -- What the sample stands for.
    s.packets * sample_weight(s.sample_interval, s.sampling_mode) AS represented_packets,
    s.`bytes` * 8 * sample_weight(s.sample_interval, s.sampling_mode) AS represented_bits
FROM packet_samples AS p
CROSS JOIN LATERAL TABLE(decode_sample(p.record)) AS s;

-- Who owns which prefix. Read raw, since a record without a value removes its key.
CREATE TEMPORARY TABLE account_records
(
    record_key STRING,
    record STRING,
    `partition` INT METADATA VIRTUAL,
    `offset` BIGINT METADATA VIRTUAL
)
WITH (
    'connector' = 'kafka',
    'topic' = 'accounts.v1',
    'properties.bootstrap.servers' = '${kafka}',
    'properties.isolation.level' = 'read_committed',
    'scan.startup.mode' = 'earliest-offset',
    'scan.bounded.mode' = 'latest-offset',
    'key.format' = 'raw',
    'key.fields' = 'record_key',
    'value.format' = 'raw',
    'value.fields-include' = 'EXCEPT_KEY'
);

CREATE TEMPORARY VIEW accounts AS
SELECT
    record_key AS prefix,
    CAST(JSON_VALUE(record, '$.account') AS BIGINT) AS account,
    JSON_VALUE(record, '$.prefix_tag') AS prefix_tag,
    JSON_VALUE(record, '$.application_tag') AS application_tag
FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY record_key ORDER BY `offset` DESC) AS age
    FROM account_records
)
WHERE age = 1 AND record IS NOT NULL;

-- Rules of people and of the job, likewise.
CREATE TEMPORARY TABLE rule_records
(
    record_key STRING,
    record STRING,
    `partition` INT METADATA VIRTUAL,
    `offset` BIGINT METADATA VIRTUAL
)
WITH (
    'connector' = 'kafka',
    'topic' = 'mitigation-rules.v1',
    'properties.bootstrap.servers' = '${kafka}',
    'properties.isolation.level' = 'read_committed',
    'scan.startup.mode' = 'earliest-offset',
    'scan.bounded.mode' = 'latest-offset',
    'key.format' = 'raw',
    'key.fields' = 'record_key',
    'value.format' = 'raw',
    'value.fields-include' = 'EXCEPT_KEY'
);

CREATE TEMPORARY VIEW mitigation_rules AS
SELECT
    record_key,
    JSON_VALUE(record, '$.rule_id') AS rule_id,
    JSON_VALUE(record, '$.ruleset_id') AS ruleset_id,
    CAST(JSON_VALUE(record, '$.account') AS BIGINT) AS account,
    JSON_VALUE(record, '$.phase') AS phase,
    JSON_VALUE(record, '$.position' RETURNING INTEGER) AS `position`,
    JSON_VALUE(record, '$.expression') AS expression,
    JSON_VALUE(record, '$.action') AS action,
    -- Absent: it is.
    COALESCE(JSON_VALUE(record, '$.enabled'), 'true') <> 'false' AS enabled,
    -- Absent: it does not expire.
    JSON_VALUE(record, '$.expires_at') AS expires_at
FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY record_key ORDER BY `offset` DESC) AS age
    FROM rule_records
)
WHERE age = 1 AND record IS NOT NULL;

-- Moments in the lives of attacks.
CREATE TEMPORARY TABLE attack_events
(
    kind STRING,
    account BIGINT,
    attack_id STRING,
    vector STRING,
    target STRING,
    fingerprint STRING,
    rule_id STRING,
    `at` TIMESTAMP_LTZ(3),
    started_at TIMESTAMP_LTZ(3),
    last_seen_at TIMESTAMP_LTZ(3),
    packets BIGINT,
    bits BIGINT,
    dropped_packets BIGINT,
    peak_packets_per_second BIGINT,
    peak_bits_per_second BIGINT,
    samples BIGINT,
    confidence DOUBLE,
    fixed_values MAP<STRING, STRING>,
    `partition` INT METADATA VIRTUAL,
    `offset` BIGINT METADATA VIRTUAL
)
WITH (
    'connector' = 'kafka',
    'topic' = 'attack-events.v1',
    'properties.bootstrap.servers' = '${kafka}',
    'properties.isolation.level' = 'read_committed',
    'scan.startup.mode' = 'earliest-offset',
    'scan.bounded.mode' = 'latest-offset',
    'format' = 'json',
    'json.timestamp-format.standard' = 'ISO-8601'
);

-- What could not be decoded or was refused: the original bytes, the rest in headers.
CREATE TEMPORARY TABLE dead_letter_records
(
    payload BYTES,
    headers MAP<STRING NOT NULL, BYTES NOT NULL> METADATA VIRTUAL,
    `partition` INT METADATA VIRTUAL,
    `offset` BIGINT METADATA VIRTUAL
)
WITH (
    'connector' = 'kafka',
    'topic' = 'dead-letters.v1',
    'properties.bootstrap.servers' = '${kafka}',
    'properties.isolation.level' = 'read_committed',
    'scan.startup.mode' = 'earliest-offset',
    'scan.bounded.mode' = 'latest-offset',
    'format' = 'raw'
);

CREATE TEMPORARY VIEW dead_letters AS
SELECT
    DECODE(headers['received_at'], 'UTF-8') AS received_at,
    DECODE(headers['stage'], 'UTF-8') AS stage,
    DECODE(headers['reason'], 'UTF-8') AS reason,
    DECODE(headers['origin'], 'UTF-8') AS origin,
    DECODE(headers['detail'], 'UTF-8') AS detail,
    payload
FROM dead_letter_records;
