-- What could not be decoded or was refused, with its original bytes and the reason: nothing vanishes silently.
-- Grain: one record. Retention: 30 days. Written by the job (user writer) from the topic of dead letters; read by
-- operators (user reader). Columns: DeadLetterTable in sample-model, checked by a test.
CREATE TABLE IF NOT EXISTS dead_letters${on_cluster}
(
    received_at DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
    -- forwarder or source.
    stage LowCardinality(String),
    reason LowCardinality(String),
    -- Input and exporter, file and frame, or topic, partition and offset.
    origin String CODEC(ZSTD(1)),
    detail String CODEC(ZSTD(1)),
    payload String CODEC(ZSTD(1)),
    committed_at DateTime('UTC') DEFAULT now() CODEC(Delta(4), ZSTD(1))
)
ENGINE = ${MergeTree}
PARTITION BY toDate(received_at)
ORDER BY (reason, stage, received_at)
TTL toDateTime(received_at) + INTERVAL 30 DAY
SETTINGS ttl_only_drop_parts = 1, ${deduplication};
