-- Traffic by minute, hour and day. Grain: account, time and the dimensions of RollupKey in sample-model; a key and time
-- may have several rows (late samples are rows of their own), so readers always sum.
-- Retention: 90 days, 1 year, 5 years. The minutes are written by the job (user writer); the hours and days are summed
-- from them here. Read by the API (user reader). Columns of the minutes: RollupTable in sample-model, checked by a test.
CREATE TABLE IF NOT EXISTS rollup_1m${on_cluster}
(
    account_id UInt32,
    minute DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
    colo LowCardinality(String),
    direction LowCardinality(String),
    -- /24 of IPv4, /48 of IPv6.
    destination_subnet IPv6 CODEC(ZSTD(1)),
    -- The port of a well-known service; 1024: another user port; 49152: a dynamic port.
    destination_port_class UInt16 CODEC(ZSTD(1)),
    ip_protocol UInt8 CODEC(ZSTD(1)),
    source_asn UInt32 CODEC(ZSTD(1)),
    source_system LowCardinality(String),
    mitigation_system LowCardinality(String),
    outcome LowCardinality(String),
    verdict LowCardinality(String),
    mitigation_reason LowCardinality(String),
    rule_id LowCardinality(String),
    packets SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1)),
    bits SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1)),
    samples SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1)),
    -- Sums of w(w-1)x^2 over the samples, w the sample interval: unbiased variance of packets and bits.
    packets_variance SimpleAggregateFunction(sum, Float64) CODEC(ZSTD(1)),
    bits_variance SimpleAggregateFunction(sum, Float64) CODEC(ZSTD(1))
)
ENGINE = ${AggregatingMergeTree}
PARTITION BY toDate(minute)
ORDER BY (account_id, minute, colo, direction, destination_subnet, destination_port_class, ip_protocol, source_asn, source_system,
    mitigation_system, outcome, verdict, mitigation_reason, rule_id)
TTL minute + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1, ${deduplication};

CREATE TABLE IF NOT EXISTS rollup_1h${on_cluster}
(
    account_id UInt32,
    hour DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
    colo LowCardinality(String),
    direction LowCardinality(String),
    -- /24 of IPv4, /48 of IPv6.
    destination_subnet IPv6 CODEC(ZSTD(1)),
    -- The port of a well-known service; 1024: another user port; 49152: a dynamic port.
    destination_port_class UInt16 CODEC(ZSTD(1)),
    ip_protocol UInt8 CODEC(ZSTD(1)),
    source_asn UInt32 CODEC(ZSTD(1)),
    source_system LowCardinality(String),
    mitigation_system LowCardinality(String),
    outcome LowCardinality(String),
    verdict LowCardinality(String),
    mitigation_reason LowCardinality(String),
    rule_id LowCardinality(String),
    packets SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1)),
    bits SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1)),
    samples SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1)),
    -- Sums of w(w-1)x^2 over the samples, w the sample interval: unbiased variance of packets and bits.
    packets_variance SimpleAggregateFunction(sum, Float64) CODEC(ZSTD(1)),
    bits_variance SimpleAggregateFunction(sum, Float64) CODEC(ZSTD(1))
)
ENGINE = ${AggregatingMergeTree}
PARTITION BY toYYYYMM(hour)
ORDER BY (account_id, hour, colo, direction, destination_subnet, destination_port_class, ip_protocol, source_asn, source_system,
    mitigation_system, outcome, verdict, mitigation_reason, rule_id)
TTL hour + INTERVAL 1 YEAR
SETTINGS ttl_only_drop_parts = 1, ${deduplication};

CREATE TABLE IF NOT EXISTS rollup_1d${on_cluster}
(
    account_id UInt32,
    day Date CODEC(Delta(2), ZSTD(1)),
    colo LowCardinality(String),
    direction LowCardinality(String),
    -- /24 of IPv4, /48 of IPv6.
    destination_subnet IPv6 CODEC(ZSTD(1)),
    -- The port of a well-known service; 1024: another user port; 49152: a dynamic port.
    destination_port_class UInt16 CODEC(ZSTD(1)),
    ip_protocol UInt8 CODEC(ZSTD(1)),
    source_asn UInt32 CODEC(ZSTD(1)),
    source_system LowCardinality(String),
    mitigation_system LowCardinality(String),
    outcome LowCardinality(String),
    verdict LowCardinality(String),
    mitigation_reason LowCardinality(String),
    rule_id LowCardinality(String),
    packets SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1)),
    bits SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1)),
    samples SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1)),
    -- Sums of w(w-1)x^2 over the samples, w the sample interval: unbiased variance of packets and bits.
    packets_variance SimpleAggregateFunction(sum, Float64) CODEC(ZSTD(1)),
    bits_variance SimpleAggregateFunction(sum, Float64) CODEC(ZSTD(1))
)
ENGINE = ${AggregatingMergeTree}
PARTITION BY toYear(day)
ORDER BY (account_id, day, colo, direction, destination_subnet, destination_port_class, ip_protocol, source_asn, source_system,
    mitigation_system, outcome, verdict, mitigation_reason, rule_id)
TTL day + INTERVAL 5 YEAR
SETTINGS ttl_only_drop_parts = 1, ${deduplication};

CREATE MATERIALIZED VIEW IF NOT EXISTS rollup_1h_view${on_cluster} TO rollup_1h
DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    account_id,
    toStartOfHour(minute) AS hour,
    colo, direction, destination_subnet, destination_port_class, ip_protocol, source_asn, source_system,
    mitigation_system, outcome, verdict, mitigation_reason, rule_id,
    sum(rollup_1m.packets) AS packets,
    sum(rollup_1m.bits) AS bits,
    sum(rollup_1m.samples) AS samples,
    sum(rollup_1m.packets_variance) AS packets_variance,
    sum(rollup_1m.bits_variance) AS bits_variance
FROM rollup_1m
GROUP BY
    account_id, hour, colo, direction, destination_subnet, destination_port_class, ip_protocol, source_asn, source_system,
    mitigation_system, outcome, verdict, mitigation_reason, rule_id;

CREATE MATERIALIZED VIEW IF NOT EXISTS rollup_1d_view${on_cluster} TO rollup_1d
DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    account_id,
    toDate(hour) AS day,
    colo, direction, destination_subnet, destination_port_class, ip_protocol, source_asn, source_system,
    mitigation_system, outcome, verdict, mitigation_reason, rule_id,
    sum(rollup_1h.packets) AS packets,
    sum(rollup_1h.bits) AS bits,
    sum(rollup_1h.samples) AS samples,
    sum(rollup_1h.packets_variance) AS packets_variance,
    sum(rollup_1h.bits_variance) AS bits_variance
FROM rollup_1h
GROUP BY
    account_id, day, colo, direction, destination_subnet, destination_port_class, ip_protocol, source_asn, source_system,
    mitigation_system, outcome, verdict, mitigation_reason, rule_id;
