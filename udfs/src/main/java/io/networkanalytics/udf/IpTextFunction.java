package io.networkanalytics.udf;

import com.google.protobuf.UnsafeByteOperations;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.rules.language.Address;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code ip_text(address BYTES) -> STRING}: an address of a sample as people write it, {@code
 * 203.0.113.9} or {@code 2001:db8::1} (RFC 5952).
 */
public final class IpTextFunction extends ScalarFunction {

    private static final long serialVersionUID = 1L;

    /**
     * Writes the address.
     *
     * @param address 16 bytes, IPv4 mapped; null or another length gives null
     * @return the text; IPv4 without {@code ::ffff:}
     */
    public @DataTypeHint("STRING") String eval(@DataTypeHint("BYTES") byte[] address) {
        if (address == null || address.length != 16) {
            return null;
        }
        var bytes = UnsafeByteOperations.unsafeWrap(address);
        return new Address(IpAddresses.high(bytes), IpAddresses.low(bytes)).toString();
    }
}
