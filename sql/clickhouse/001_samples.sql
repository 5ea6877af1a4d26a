-- One row a packet sample with every dimension: what happened to this packet, and why.
-- Grain: one sample. Retention: 16 weeks, by whole parts. Written by the job (user writer), never updated;
-- read by the API (user reader). Columns: SampleTable in sample-model, checked by a test.
CREATE TABLE IF NOT EXISTS samples${on_cluster}
(
    account_id UInt32,
    -- Event time: the exporter's clock, or the forwarder's where the exporter's is wrong by more than five minutes.
    observed_at DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
    received_at DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
    prefix_tag LowCardinality(String),
    lease_tag LowCardinality(String),
    application_tag LowCardinality(String),

    exporter_id LowCardinality(String),
    epoch_micros UInt64 CODEC(ZSTD(1)),
    sequence UInt64 CODEC(Delta(8), ZSTD(1)),

    source_system LowCardinality(String),
    colo LowCardinality(String),
    ingress_interface LowCardinality(String),
    egress_interface LowCardinality(String),
    direction LowCardinality(String),
    on_ramp LowCardinality(String),
    off_ramp LowCardinality(String),
    ingress_tunnel_id LowCardinality(String),
    ingress_tunnel_name LowCardinality(String),
    egress_tunnel_id LowCardinality(String),
    egress_tunnel_name LowCardinality(String),
    traffic_type LowCardinality(String),
    source_device_tag LowCardinality(String),
    destination_device_tag LowCardinality(String),

    -- Represented packets = packets * sample_interval; 0 of both for NOTIFICATION.
    sample_interval UInt32 CODEC(ZSTD(1)),
    sampling_mode LowCardinality(String),
    packets UInt64 CODEC(ZSTD(1)),
    bytes UInt64 CODEC(ZSTD(1)),

    ethertype UInt16 CODEC(ZSTD(1)),
    source_address IPv6 CODEC(ZSTD(1)),
    destination_address IPv6 CODEC(ZSTD(1)),
    ip_protocol UInt8 CODEC(ZSTD(1)),
    ip_total_length UInt32 CODEC(ZSTD(1)),
    ip_header_length UInt16 CODEC(ZSTD(1)),
    ip_ttl UInt8 CODEC(ZSTD(1)),
    ip_fragment_offset UInt16 CODEC(ZSTD(1)),
    ip_more_fragments UInt8 CODEC(ZSTD(1)),
    ipv4_dscp UInt8 CODEC(ZSTD(1)),
    ipv4_ecn UInt8 CODEC(ZSTD(1)),
    ipv4_identification UInt16 CODEC(ZSTD(1)),
    ipv4_dont_fragment UInt8 CODEC(ZSTD(1)),
    ipv4_checksum UInt16 CODEC(ZSTD(1)),
    ipv4_options LowCardinality(String),
    ipv6_dscp UInt8 CODEC(ZSTD(1)),
    ipv6_ecn UInt8 CODEC(ZSTD(1)),
    ipv6_flow_label UInt32 CODEC(ZSTD(1)),
    ipv6_identification UInt32 CODEC(ZSTD(1)),
    ipv6_extension_headers LowCardinality(String),

    source_port UInt16 CODEC(ZSTD(1)),
    destination_port UInt16 CODEC(ZSTD(1)),
    tcp_flags UInt8 CODEC(ZSTD(1)),
    tcp_sequence_number UInt32 CODEC(ZSTD(1)),
    tcp_acknowledgement_number UInt32 CODEC(ZSTD(1)),
    tcp_window_size UInt16 CODEC(ZSTD(1)),
    tcp_window_scale UInt8 CODEC(ZSTD(1)),
    tcp_mss UInt16 CODEC(ZSTD(1)),
    tcp_data_offset UInt8 CODEC(ZSTD(1)),
    tcp_checksum UInt16 CODEC(ZSTD(1)),
    tcp_urgent_pointer UInt16 CODEC(ZSTD(1)),
    tcp_sack_permitted UInt8 CODEC(ZSTD(1)),
    tcp_sack_blocks String CODEC(ZSTD(1)),
    tcp_timestamp_value UInt32 CODEC(ZSTD(1)),
    tcp_timestamp_ecr UInt32 CODEC(ZSTD(1)),
    tcp_options LowCardinality(String),
    udp_checksum UInt16 CODEC(ZSTD(1)),
    udp_payload_length UInt16 CODEC(ZSTD(1)),
    icmp_type UInt8 CODEC(ZSTD(1)),
    icmp_code UInt8 CODEC(ZSTD(1)),
    icmp_checksum UInt16 CODEC(ZSTD(1)),
    gre_version UInt8 CODEC(ZSTD(1)),
    gre_checksum UInt16 CODEC(ZSTD(1)),
    gre_ethertype UInt16 CODEC(ZSTD(1)),
    gre_header_length UInt16 CODEC(ZSTD(1)),
    gre_key UInt32 CODEC(ZSTD(1)),
    gre_sequence_number UInt32 CODEC(ZSTD(1)),
    payload_prefix String CODEC(ZSTD(1)),
    header_bytes String CODEC(ZSTD(1)),
    source_asn UInt32 CODEC(ZSTD(1)),
    destination_asn UInt32 CODEC(ZSTD(1)),

    mitigation_system LowCardinality(String),
    verdict LowCardinality(String),
    outcome LowCardinality(String),
    mitigation_reason LowCardinality(String),
    mitigation_scope LowCardinality(String),
    rule_id LowCardinality(String),
    rule_name LowCardinality(String),
    ruleset_id LowCardinality(String),
    ruleset_override_id LowCardinality(String),
    protocol_state LowCardinality(String),

    metadata Map(LowCardinality(String), String) CODEC(ZSTD(1)),

    -- When the row became queryable. Set by the database; freshness, and the range to delete when a job is rewound.
    committed_at DateTime('UTC') DEFAULT now() CODEC(Delta(4), ZSTD(1))
)
ENGINE = ${MergeTree}
PARTITION BY toDate(observed_at)
ORDER BY (account_id, toStartOfMinute(observed_at), mitigation_system, destination_address, observed_at)
TTL toDateTime(observed_at) + INTERVAL 16 WEEK
SETTINGS ttl_only_drop_parts = 1, ${deduplication};
