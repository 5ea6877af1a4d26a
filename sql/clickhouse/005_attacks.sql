-- Attacks: the dimension attack_id of samples and rollups, and the tables of their events and rules. The id: 16 hexadecimal
-- digits, "" for none and in rows written before.
ALTER TABLE samples${on_cluster}
    ADD COLUMN IF NOT EXISTS attack_id LowCardinality(String);

-- A column joins the sorting key only in the statement that adds it: otherwise rows would be summed over attacks.
ALTER TABLE rollup_1m${on_cluster}
    ADD COLUMN IF NOT EXISTS attack_id LowCardinality(String),
    MODIFY ORDER BY (account_id, minute, colo, direction, destination_subnet, destination_port_class, ip_protocol, source_asn, source_system,
    mitigation_system, outcome, verdict, mitigation_reason, rule_id, source_country, attack_id);

ALTER TABLE rollup_1h${on_cluster}
    ADD COLUMN IF NOT EXISTS attack_id LowCardinality(String),
    MODIFY ORDER BY (account_id, hour, colo, direction, destination_subnet, destination_port_class, ip_protocol, source_asn, source_system,
    mitigation_system, outcome, verdict, mitigation_reason, rule_id, source_country, attack_id);

ALTER TABLE rollup_1d${on_cluster}
    ADD COLUMN IF NOT EXISTS attack_id LowCardinality(String),
    MODIFY ORDER BY (account_id, day, colo, direction, destination_subnet, destination_port_class, ip_protocol, source_asn, source_system,
    mitigation_system, outcome, verdict, mitigation_reason, rule_id, source_country, attack_id);

ALTER TABLE rollup_1h_view${on_cluster} MODIFY QUERY
SELECT
    account_id,
    toStartOfHour(minute) AS hour,
    colo, direction, destination_subnet, destination_port_class, ip_protocol, source_asn, source_system,
    mitigation_system, outcome, verdict, mitigation_reason, rule_id, source_country, attack_id,
    sum(rollup_1m.packets) AS packets,
    sum(rollup_1m.bits) AS bits,
    sum(rollup_1m.samples) AS samples,
    sum(rollup_1m.packets_variance) AS packets_variance,
    sum(rollup_1m.bits_variance) AS bits_variance
FROM rollup_1m
GROUP BY
    account_id, hour, colo, direction, destination_subnet, destination_port_class, ip_protocol, source_asn, source_system,
    mitigation_system, outcome, verdict, mitigation_reason, rule_id, source_country, attack_id;

ALTER TABLE rollup_1d_view${on_cluster} MODIFY QUERY
SELECT
    account_id,
    toDate(hour) AS day,
    colo, direction, destination_subnet, destination_port_class, ip_protocol, source_asn, source_system,
    mitigation_system, outcome, verdict, mitigation_reason, rule_id, source_country, attack_id,
    sum(rollup_1h.packets) AS packets,
    sum(rollup_1h.bits) AS bits,
    sum(rollup_1h.samples) AS samples,
    sum(rollup_1h.packets_variance) AS packets_variance,
    sum(rollup_1h.bits_variance) AS bits_variance
FROM rollup_1h
GROUP BY
    account_id, day, colo, direction, destination_subnet, destination_port_class, ip_protocol, source_asn, source_system,
    mitigation_system, outcome, verdict, mitigation_reason, rule_id, source_country, attack_id;

-- Life of attacks: started, every minute, ended. Grain: one event; what is written again is the same row, so readers say FINAL.
-- Retention: 5 years. Written by the job (user writer), also to the topic attack-events.v1; read by the API (user reader).
-- Columns: AttackEventTable in sample-model, checked by a test.
CREATE TABLE IF NOT EXISTS attack_events${on_cluster}
(
    account_id UInt32,
    attack_id String CODEC(ZSTD(1)),
    -- STARTED, ONGOING, ENDED.
    kind LowCardinality(String),
    -- Event time.
    at DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
    vector LowCardinality(String),
    target String CODEC(ZSTD(1)),
    fingerprint String CODEC(ZSTD(1)),
    rule_id String CODEC(ZSTD(1)),
    started_at DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
    last_seen_at DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
    -- Sums since it started, as the detector counted them; exact ones are in attack_aggregates.
    packets UInt64 CODEC(ZSTD(1)),
    bits UInt64 CODEC(ZSTD(1)),
    dropped_packets UInt64 CODEC(ZSTD(1)),
    peak_packets_per_second UInt64 CODEC(ZSTD(1)),
    peak_bits_per_second UInt64 CODEC(ZSTD(1)),
    samples UInt64 CODEC(ZSTD(1)),
    -- 0 to 1: how sure it is that the rate was above its threshold.
    confidence Float64 CODEC(ZSTD(1)),
    -- Fields that have one value, by their names in the rule language.
    fixed_values Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    committed_at DateTime('UTC') DEFAULT now() CODEC(Delta(4), ZSTD(1))
)
ENGINE = ${ReplacingMergeTree}
PARTITION BY toYYYYMM(at)
ORDER BY (account_id, attack_id, kind, at)
TTL at + INTERVAL 5 YEAR
SETTINGS ttl_only_drop_parts = 1, ${deduplication};

-- Rules that the job publishes against attacks. Grain: one rule; the newest version counts, so readers say FINAL. In one
-- partition, or versions would not meet. Retention: 5 years after it is void. Written by the job (user writer), also to the
-- topic mitigation-rules.v1; read by the API (user reader). Columns: AttackRuleTable in sample-model, checked by a test.
CREATE TABLE IF NOT EXISTS mitigation_rules${on_cluster}
(
    account_id UInt32,
    rule_id String CODEC(ZSTD(1)),
    attack_id String CODEC(ZSTD(1)),
    description String CODEC(ZSTD(1)),
    -- In the rule language.
    expression String CODEC(ZSTD(1)),
    -- log or block.
    action LowCardinality(String),
    -- When it was made or renewed, and from when on it is void; event time.
    at DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
    expires_at DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
    committed_at DateTime('UTC') DEFAULT now() CODEC(Delta(4), ZSTD(1))
)
ENGINE = ${ReplacingMergeTree(at)}
ORDER BY (account_id, rule_id)
TTL expires_at + INTERVAL 5 YEAR
SETTINGS ${deduplication};
