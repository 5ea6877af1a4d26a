package io.networkanalytics.udf;

import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.packet.LinkType;
import io.networkanalytics.model.packet.PacketDecoder;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.types.Row;

/**
 * {@code decode_header(header_bytes BYTES) -> ROW}: what the decoder of the forwarder finds in the
 * first bytes of a packet, from its IP header on: the column {@code header_bytes} of a sample, or
 * bytes from elsewhere.
 *
 * <p>Fields that a protocol lacks are 0, as in samples.
 */
public final class HeaderDecodeFunction extends ScalarFunction {

    private static final long serialVersionUID = 1L;
    private static final String ROW =
            "ROW<source_address BYTES, destination_address BYTES, ip_protocol INT,"
                    + " ip_total_length INT, ip_ttl INT, source_port INT, destination_port INT,"
                    + " tcp_flags INT, icmp_type INT, icmp_code INT, payload_prefix BYTES>";

    /**
     * Decodes.
     *
     * @param header from the first byte of an IPv4 or IPv6 header on, cut off anywhere behind it;
     *     null, or what does not hold a whole IP header, gives null
     * @return addresses of 16 bytes, IPv4 mapped; lengths in bytes; up to 32 bytes of payload
     */
    public @DataTypeHint(ROW) Row eval(@DataTypeHint("BYTES") byte[] header) {
        if (header == null) {
            return null;
        }
        PacketSample.Builder packet = PacketSample.newBuilder();
        boolean malformed =
                new PacketDecoder()
                        .decode(LinkType.RAW_IP, header, 0, header.length, header.length, packet)
                        .malformed();
        if (malformed) {
            return null;
        }
        return Row.of(
                packet.getSourceAddress().toByteArray(),
                packet.getDestinationAddress().toByteArray(),
                packet.getIpProtocol(),
                packet.getIpTotalLength(),
                packet.getIpTtl(),
                packet.getSourcePort(),
                packet.getDestinationPort(),
                packet.getTcpFlags(),
                packet.getIcmpType(),
                packet.getIcmpCode(),
                packet.getPayloadPrefix().toByteArray());
    }
}
