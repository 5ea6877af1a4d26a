package io.networkanalytics.udf;

import com.google.protobuf.UnsafeByteOperations;
import io.networkanalytics.model.IpAddresses;
import java.util.Arrays;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code community_id(source_address BYTES, destination_address BYTES, ip_protocol INT, source_port
 * INT, destination_port INT) -> STRING}: the <a
 * href="https://github.com/corelight/community-id-spec">Community ID</a> of a packet's flow
 * (version 1, seed 0), alike for both directions. To find a flow in the logs of Zeek, Suricata or
 * Wireshark.
 *
 * <p>Of ICMP and ICMPv6 the ports are type and code. A later fragment has no ports: its id is not
 * that of its flow.
 */
public final class CommunityIdFunction extends ScalarFunction {

    private static final long serialVersionUID = 1L;

    /**
     * The id.
     *
     * @param source 16 bytes, IPv4 mapped; null or another length gives null
     * @param destination 16 bytes; null, another length or another version of IP gives null
     * @param protocol 0 to 255; null or outside gives null
     * @param sourcePort 0 to 65,535, the type of ICMP; null or outside gives null where the
     *     protocol has ports (TCP, UDP, SCTP) or types, and counts for nothing where not
     * @param destinationPort likewise, the code of ICMP
     * @return {@code 1:} and 28 characters of base64
     */
    public @DataTypeHint("STRING") String eval(
            @DataTypeHint("BYTES") byte[] source,
            @DataTypeHint("BYTES") byte[] destination,
            @DataTypeHint("INT") Integer protocol,
            @DataTypeHint("INT") Integer sourcePort,
            @DataTypeHint("INT") Integer destinationPort) {
        if (source == null || source.length != 16) {
            return null;
        }
        if (destination == null || destination.length != 16 || isV4(source) != isV4(destination)) {
            return null;
        }
        if (!within(protocol, 255)) {
            return null;
        }
        if (!CommunityId.usesPorts(protocol)) {
            return CommunityId.of(bare(source), bare(destination), protocol, 0, 0);
        }
        return within(sourcePort, 65_535) && within(destinationPort, 65_535)
                ? CommunityId.of(
                        bare(source), bare(destination), protocol, sourcePort, destinationPort)
                : null;
    }

    private static boolean within(Integer value, int max) {
        return value != null && value >= 0 && value <= max;
    }

    private static boolean isV4(byte[] address) {
        var bytes = UnsafeByteOperations.unsafeWrap(address);
        return IpAddresses.isV4(IpAddresses.high(bytes), IpAddresses.low(bytes));
    }

    /** Without what maps IPv4 into 16 bytes. */
    private static byte[] bare(byte[] address) {
        return isV4(address) ? Arrays.copyOfRange(address, 12, 16) : address;
    }
}
