package io.networkanalytics.model.table;

import static io.networkanalytics.model.table.TableColumn.address;
import static io.networkanalytics.model.table.TableColumn.bytes;
import static io.networkanalytics.model.table.TableColumn.metadata;
import static io.networkanalytics.model.table.TableColumn.name;
import static io.networkanalytics.model.table.TableColumn.nanos;
import static io.networkanalytics.model.table.TableColumn.text;
import static io.networkanalytics.model.table.TableColumn.uint16;
import static io.networkanalytics.model.table.TableColumn.uint32;
import static io.networkanalytics.model.table.TableColumn.uint64;
import static io.networkanalytics.model.table.TableColumn.uint8;

import io.networkanalytics.model.AnnotatedSample;
import java.util.List;

/** The table {@code samples}: one row a sample, every dimension, never updated. */
public final class SampleTable {

    /** Name of the table. */
    public static final String NAME = "samples";

    /** The columns in the order of the table. */
    public static final List<TableColumn<AnnotatedSample>> COLUMNS =
            List.of(
                    // whose and when
                    uint32("account_id", r -> r.account().accountId()),
                    nanos("observed_at", AnnotatedSample::eventTimeNanos),
                    nanos("received_at", r -> r.sample().getReceivedAtNanos()),
                    name("prefix_tag", r -> r.account().prefixTag()),
                    name("lease_tag", r -> r.account().leaseTag()),
                    name("application_tag", r -> r.account().applicationTag()),
                    // identity
                    name("exporter_id", r -> r.sample().getExporterId()),
                    uint64("epoch_micros", r -> r.sample().getEpochMicros()),
                    uint64("sequence", r -> r.sample().getSequence()),
                    // origin
                    name("source_system", r -> r.sample().getSourceSystem()),
                    name("colo", r -> r.sample().getColo()),
                    name("ingress_interface", r -> r.sample().getIngressInterface()),
                    name("egress_interface", r -> r.sample().getEgressInterface()),
                    name("direction", r -> r.sample().getDirection()),
                    name("on_ramp", r -> r.sample().getOnRamp()),
                    name("off_ramp", r -> r.sample().getOffRamp()),
                    name("ingress_tunnel_id", r -> r.sample().getIngressTunnelId()),
                    name("ingress_tunnel_name", r -> r.sample().getIngressTunnelName()),
                    name("egress_tunnel_id", r -> r.sample().getEgressTunnelId()),
                    name("egress_tunnel_name", r -> r.sample().getEgressTunnelName()),
                    name("traffic_type", r -> r.sample().getTrafficType()),
                    name("source_device_tag", r -> r.sample().getSourceDeviceTag()),
                    name("destination_device_tag", r -> r.sample().getDestinationDeviceTag()),
                    // weight
                    uint32("sample_interval", r -> r.sample().getSampleInterval()),
                    name("sampling_mode", r -> r.sample().getSamplingMode().name()),
                    uint64("packets", r -> r.sample().getPackets()),
                    uint64("bytes", r -> r.sample().getBytes()),
                    // link and IP
                    uint16("ethertype", r -> r.sample().getEthertype()),
                    address("source_address", r -> r.sample().getSourceAddress()),
                    address("destination_address", r -> r.sample().getDestinationAddress()),
                    uint8("ip_protocol", r -> r.sample().getIpProtocol()),
                    uint32("ip_total_length", r -> r.sample().getIpTotalLength()),
                    uint16("ip_header_length", r -> r.sample().getIpHeaderLength()),
                    uint8("ip_ttl", r -> r.sample().getIpTtl()),
                    uint16("ip_fragment_offset", r -> r.sample().getIpFragmentOffset()),
                    uint8("ip_more_fragments", r -> r.sample().getIpMoreFragments() ? 1 : 0),
                    uint8("ipv4_dscp", r -> r.sample().getIpv4Dscp()),
                    uint8("ipv4_ecn", r -> r.sample().getIpv4Ecn()),
                    uint16("ipv4_identification", r -> r.sample().getIpv4Identification()),
                    uint8("ipv4_dont_fragment", r -> r.sample().getIpv4DontFragment() ? 1 : 0),
                    uint16("ipv4_checksum", r -> r.sample().getIpv4Checksum()),
                    name("ipv4_options", r -> r.sample().getIpv4Options()),
                    uint8("ipv6_dscp", r -> r.sample().getIpv6Dscp()),
                    uint8("ipv6_ecn", r -> r.sample().getIpv6Ecn()),
                    uint32("ipv6_flow_label", r -> r.sample().getIpv6FlowLabel()),
                    uint32("ipv6_identification", r -> r.sample().getIpv6Identification()),
                    name("ipv6_extension_headers", r -> r.sample().getIpv6ExtensionHeaders()),
                    // transport
                    uint16("source_port", r -> r.sample().getSourcePort()),
                    uint16("destination_port", r -> r.sample().getDestinationPort()),
                    uint8("tcp_flags", r -> r.sample().getTcpFlags()),
                    uint32("tcp_sequence_number", r -> r.sample().getTcpSequenceNumber()),
                    uint32(
                            "tcp_acknowledgement_number",
                            r -> r.sample().getTcpAcknowledgementNumber()),
                    uint16("tcp_window_size", r -> r.sample().getTcpWindowSize()),
                    uint8("tcp_window_scale", r -> r.sample().getTcpWindowScale()),
                    uint16("tcp_mss", r -> r.sample().getTcpMss()),
                    uint8("tcp_data_offset", r -> r.sample().getTcpDataOffset()),
                    uint16("tcp_checksum", r -> r.sample().getTcpChecksum()),
                    uint16("tcp_urgent_pointer", r -> r.sample().getTcpUrgentPointer()),
                    uint8("tcp_sack_permitted", r -> r.sample().getTcpSackPermitted() ? 1 : 0),
                    text("tcp_sack_blocks", r -> r.sample().getTcpSackBlocks()),
                    uint32("tcp_timestamp_value", r -> r.sample().getTcpTimestampValue()),
                    uint32("tcp_timestamp_ecr", r -> r.sample().getTcpTimestampEcr()),
                    name("tcp_options", r -> r.sample().getTcpOptions()),
                    uint16("udp_checksum", r -> r.sample().getUdpChecksum()),
                    uint16("udp_payload_length", r -> r.sample().getUdpPayloadLength()),
                    uint8("icmp_type", r -> r.sample().getIcmpType()),
                    uint8("icmp_code", r -> r.sample().getIcmpCode()),
                    uint16("icmp_checksum", r -> r.sample().getIcmpChecksum()),
                    uint8("gre_version", r -> r.sample().getGreVersion()),
                    uint16("gre_checksum", r -> r.sample().getGreChecksum()),
                    uint16("gre_ethertype", r -> r.sample().getGreEthertype()),
                    uint16("gre_header_length", r -> r.sample().getGreHeaderLength()),
                    uint32("gre_key", r -> r.sample().getGreKey()),
                    uint32("gre_sequence_number", r -> r.sample().getGreSequenceNumber()),
                    bytes("payload_prefix", r -> r.sample().getPayloadPrefix()),
                    bytes("header_bytes", r -> r.sample().getHeaderBytes()),
                    uint32("source_asn", r -> r.source().asn()),
                    uint32("destination_asn", r -> r.destination().asn()),
                    // decision
                    name("mitigation_system", r -> r.decision().mitigationSystem()),
                    name("verdict", r -> r.decision().verdict()),
                    name("outcome", r -> r.decision().outcome()),
                    name("mitigation_reason", r -> r.decision().reason()),
                    name("mitigation_scope", r -> r.decision().scope()),
                    name("rule_id", r -> r.decision().ruleId()),
                    name("rule_name", r -> r.decision().ruleName()),
                    name("ruleset_id", r -> r.decision().rulesetId()),
                    name("ruleset_override_id", r -> r.decision().rulesetOverrideId()),
                    name("protocol_state", r -> r.decision().protocolState()),
                    // extension
                    metadata("metadata", r -> r.sample().getMetadataMap()),
                    // facts from tables
                    name("source_asn_name", r -> r.source().asnName()),
                    name("source_country", r -> r.source().country()),
                    name("destination_asn_name", r -> r.destination().asnName()),
                    name("destination_country", r -> r.destination().country()),
                    name("colo_name", r -> r.site().name()),
                    name("colo_city", r -> r.site().city()),
                    name("colo_region", r -> r.site().region()),
                    name("colo_country", r -> r.site().country()),
                    name("colo_geohash", r -> r.site().geohash()),
                    name("attack_id", AnnotatedSample::attackId));

    private SampleTable() {}
}
