package io.networkanalytics.forwarder.reference;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The units of the fields of a sample. */
final class SampleUnits {

    private static final Map<String, String> UNITS =
            units(
                    """
                    version: number, 1
                    epoch_micros: microseconds since 1970
                    sequence: samples
                    observed_at_nanos: nanoseconds since 1970
                    received_at_nanos: nanoseconds since 1970
                    sample_interval: packets a sample stands for
                    packets: packets
                    bytes: bytes
                    ethertype: EtherType
                    source_address: address, 16 bytes
                    destination_address: address, 16 bytes
                    ip_protocol: protocol number
                    ip_total_length: bytes
                    ip_header_length: bytes
                    ip_ttl: hops
                    ip_fragment_offset: 8 bytes
                    ipv4_dscp: code point
                    ipv4_ecn: code point
                    ipv4_identification: number
                    ipv4_checksum: checksum
                    ipv6_dscp: code point
                    ipv6_ecn: code point
                    ipv6_flow_label: number
                    ipv6_identification: number
                    source_port: port
                    destination_port: port
                    tcp_flags: bits
                    tcp_sequence_number: number
                    tcp_acknowledgement_number: number
                    tcp_window_size: as on the wire
                    tcp_window_scale: bits to shift
                    tcp_mss: bytes
                    tcp_data_offset: bytes
                    tcp_checksum: checksum
                    tcp_urgent_pointer: bytes
                    tcp_timestamp_value: ticks of the sender
                    tcp_timestamp_ecr: ticks of the sender
                    udp_checksum: checksum
                    udp_payload_length: bytes
                    icmp_type: type
                    icmp_code: code
                    icmp_checksum: checksum
                    gre_version: number
                    gre_checksum: checksum
                    gre_ethertype: EtherType
                    gre_header_length: bytes
                    gre_key: number
                    gre_sequence_number: number
                    payload_prefix: up to 32 bytes
                    header_bytes: up to 128 bytes
                    source_asn: AS number
                    destination_asn: AS number
                    """);

    private SampleUnits() {}

    /** The unit of a field. Fails for a number or bytes without one. */
    static String of(FieldDescriptor field) {
        String unit = UNITS.get(field.getName());
        if (unit != null) {
            return unit;
        }
        return switch (field.getType()) {
            case STRING -> "text";
            case BOOL -> "true or false";
            case ENUM -> "name";
            default -> throw new AssertionError(field.getName() + " has no unit here: add it");
        };
    }

    /** Names here that no field has. */
    static List<String> withoutField(List<FieldDescriptor> fields) {
        List<String> names = fields.stream().map(FieldDescriptor::getName).toList();
        return UNITS.keySet().stream().filter(name -> !names.contains(name)).sorted().toList();
    }

    private static Map<String, String> units(String lines) {
        Map<String, String> units = new HashMap<>();
        lines.lines()
                .map(line -> line.split(": ", 2))
                .forEach(parts -> units.put(parts[0], parts[1]));
        return units;
    }
}
