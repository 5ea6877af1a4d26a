package io.networkanalytics.udf;

import com.google.protobuf.UnsafeByteOperations;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.IpPrefix;
import io.networkanalytics.rules.language.Address;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code subnet(address BYTES) -> STRING}: the network that an address is summed with, as in the
 * rollup tables: its /24 of IPv4, its /48 of IPv6. {@code 203.0.113.9} gives {@code
 * 203.0.113.0/24}.
 */
public final class SubnetFunction extends ScalarFunction {

    private static final long serialVersionUID = 1L;
    private static final int V4_BITS = 24;
    private static final int V6_BITS = 48;
    private static final int MAPPED_BITS = 96;

    /**
     * The subnet.
     *
     * @param address 16 bytes, IPv4 mapped; null or another length gives null
     * @return the prefix, which {@code ip_in_prefix} reads
     */
    public @DataTypeHint("STRING") String eval(@DataTypeHint("BYTES") byte[] address) {
        if (address == null || address.length != 16) {
            return null;
        }
        var bytes = UnsafeByteOperations.unsafeWrap(address);
        long high = IpAddresses.high(bytes);
        long low = IpAddresses.low(bytes);
        int bits = IpAddresses.isV4(high, low) ? V4_BITS : V6_BITS;
        int length = bits == V4_BITS ? MAPPED_BITS + V4_BITS : V6_BITS;
        IpPrefix prefix = IpPrefix.around(high, low, length);
        return new Address(prefix.high(), prefix.low()) + "/" + bits;
    }
}
