-- The lower resolutions: the same columns as samples, a tenth and a hundredth of its rows. Which, says a hash of the sample's id,
-- so every row of samples_1 is in samples_10 too, a sample that comes again is chosen again, and the choice knows nothing of what
-- a query asks for. A row stands for ten or a hundred times as many packets, and its sample_interval says so: every estimate of
-- samples holds for them as it is. Grain: one sample. Retention: 16 weeks, by whole parts. Filled from samples here, written
-- by nobody else; read by the API (user reader).
CREATE TABLE IF NOT EXISTS samples_10${on_cluster} AS samples
ENGINE = ${MergeTree}
PARTITION BY toDate(observed_at)
ORDER BY (account_id, toStartOfMinute(observed_at), mitigation_system, destination_address, observed_at)
TTL toDateTime(observed_at) + INTERVAL 16 WEEK
SETTINGS ttl_only_drop_parts = 1, ${deduplication};

CREATE TABLE IF NOT EXISTS samples_1${on_cluster} AS samples
ENGINE = ${MergeTree}
PARTITION BY toDate(observed_at)
ORDER BY (account_id, toStartOfMinute(observed_at), mitigation_system, destination_address, observed_at)
TTL toDateTime(observed_at) + INTERVAL 16 WEEK
SETTINGS ttl_only_drop_parts = 1, ${deduplication};

-- A hundred times the longest interval does not fit 32 bits.
ALTER TABLE samples_10${on_cluster} MODIFY COLUMN IF EXISTS sample_interval UInt64 CODEC(ZSTD(1));

ALTER TABLE samples_1${on_cluster} MODIFY COLUMN IF EXISTS sample_interval UInt64 CODEC(ZSTD(1));

CREATE MATERIALIZED VIEW IF NOT EXISTS samples_10_view${on_cluster} TO samples_10
DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT * REPLACE (greatest(toUInt64(sample_interval), 1) * 10 AS sample_interval)
FROM samples
WHERE cityHash64(exporter_id, epoch_micros, sequence) % 10 = 0;

CREATE MATERIALIZED VIEW IF NOT EXISTS samples_1_view${on_cluster} TO samples_1
DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT * REPLACE (greatest(toUInt64(sample_interval), 1) * 100 AS sample_interval)
FROM samples
WHERE cityHash64(exporter_id, epoch_micros, sequence) % 100 = 0;
