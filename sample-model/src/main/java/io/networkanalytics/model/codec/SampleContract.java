package io.networkanalytics.model.codec;

import io.networkanalytics.model.EventTime;
import io.networkanalytics.model.PacketSampleOrBuilder;
import io.networkanalytics.model.SamplingMode;

/**
 * What every sample on {@code packet-samples.v1} must keep, whoever produced it. Numbers on the
 * wire are 32 bits wide; the columns are as wide as the header fields are, so a value that no
 * packet can have is refused instead of cut.
 */
final class SampleContract {

    private static final int U8 = 0xFF;
    private static final int U16 = 0xFFFF;
    private static final int ADDRESS_BYTES = 16;

    private SampleContract() {}

    static void check(PacketSampleOrBuilder s) throws MalformedRecordException {
        if (s.getVersion() == 0) {
            throw new MalformedRecordException(
                    "missing_version", "field version is absent; it must be 1");
        }
        if (s.getVersion() > PacketSampleCodec.VERSION || s.getVersion() < 0) {
            throw new MalformedRecordException(
                    "unknown_version",
                    "version "
                            + Integer.toUnsignedString(s.getVersion())
                            + "; this release reads up to "
                            + PacketSampleCodec.VERSION);
        }
        if (s.getExporterId().isEmpty() || s.getEpochMicros() == 0 || s.getSequence() == 0) {
            throw new MalformedRecordException(
                    "missing_identity", "exporter_id, epoch_micros and sequence must all be set");
        }
        long time = EventTime.nanos(s);
        if (!EventTime.isStorable(time)) {
            throw new MalformedRecordException(
                    "impossible_time", "event time is " + time + " ns since 1970");
        }
        if (s.getSamplingMode() == SamplingMode.UNRECOGNIZED) {
            throw new MalformedRecordException(
                    "unknown_sampling_mode", "sampling_mode " + s.getSamplingModeValue());
        }
        checkAddress(s.getSourceAddress().size(), "source_address");
        checkAddress(s.getDestinationAddress().size(), "destination_address");
        checkFate(s.getVerdict(), "verdict");
        checkFate(s.getOutcome(), "outcome");
        checkNetwork(s);
        checkTransport(s);
    }

    private static void checkNetwork(PacketSampleOrBuilder s) throws MalformedRecordException {
        checkRange(s.getEthertype(), U16, "ethertype");
        checkRange(s.getIpProtocol(), U8, "ip_protocol");
        checkRange(s.getIpHeaderLength(), U16, "ip_header_length");
        checkRange(s.getIpTtl(), U8, "ip_ttl");
        checkRange(s.getIpFragmentOffset(), U16, "ip_fragment_offset");
        checkRange(s.getIpv4Dscp(), U8, "ipv4_dscp");
        checkRange(s.getIpv4Ecn(), U8, "ipv4_ecn");
        checkRange(s.getIpv4Identification(), U16, "ipv4_identification");
        checkRange(s.getIpv4Checksum(), U16, "ipv4_checksum");
        checkRange(s.getIpv6Dscp(), U8, "ipv6_dscp");
        checkRange(s.getIpv6Ecn(), U8, "ipv6_ecn");
    }

    private static void checkTransport(PacketSampleOrBuilder s) throws MalformedRecordException {
        checkRange(s.getSourcePort(), U16, "source_port");
        checkRange(s.getDestinationPort(), U16, "destination_port");
        checkRange(s.getTcpFlags(), U8, "tcp_flags");
        checkRange(s.getTcpWindowSize(), U16, "tcp_window_size");
        checkRange(s.getTcpWindowScale(), U8, "tcp_window_scale");
        checkRange(s.getTcpMss(), U16, "tcp_mss");
        checkRange(s.getTcpDataOffset(), U8, "tcp_data_offset");
        checkRange(s.getTcpChecksum(), U16, "tcp_checksum");
        checkRange(s.getTcpUrgentPointer(), U16, "tcp_urgent_pointer");
        checkRange(s.getUdpChecksum(), U16, "udp_checksum");
        checkRange(s.getUdpPayloadLength(), U16, "udp_payload_length");
        checkRange(s.getIcmpType(), U8, "icmp_type");
        checkRange(s.getIcmpCode(), U8, "icmp_code");
        checkRange(s.getIcmpChecksum(), U16, "icmp_checksum");
        checkRange(s.getGreVersion(), U8, "gre_version");
        checkRange(s.getGreChecksum(), U16, "gre_checksum");
        checkRange(s.getGreEthertype(), U16, "gre_ethertype");
        checkRange(s.getGreHeaderLength(), U16, "gre_header_length");
    }

    private static void checkAddress(int size, String field) throws MalformedRecordException {
        if (size != 0 && size != ADDRESS_BYTES) {
            throw new MalformedRecordException(
                    "bad_address",
                    field + " has " + size + " bytes; it must have " + ADDRESS_BYTES + " or none");
        }
    }

    private static void checkFate(String fate, String field) throws MalformedRecordException {
        if (!fate.isEmpty() && !fate.equals("pass") && !fate.equals("drop")) {
            throw new MalformedRecordException(
                    "bad_" + field, field + " '" + fate + "'; it must be pass or drop");
        }
    }

    private static void checkRange(int value, int limit, String field)
            throws MalformedRecordException {
        if (value < 0 || value > limit) {
            throw new MalformedRecordException(
                    "out_of_range",
                    field + " is " + Integer.toUnsignedString(value) + "; the limit is " + limit);
        }
    }
}
