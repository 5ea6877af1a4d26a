-- Which attack a packet is part of: 16 hexadecimal digits, "" for none and in rows written before.
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
