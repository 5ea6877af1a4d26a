package io.networkanalytics.udf;

import com.google.protobuf.UnsafeByteOperations;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.IpPrefix;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code ip_in_prefix(address BYTES, prefix STRING) -> BOOLEAN}: whether the 16-byte address of a
 * sample lies in a prefix such as {@code 203.0.113.0/24} or {@code 2001:db8::/32}.
 */
public final class IpInPrefixFunction extends ScalarFunction {

    private static final long serialVersionUID = 1L;

    private transient String text;
    private transient IpPrefix prefix;

    /**
     * Compares.
     *
     * @param address 16 bytes, IPv4 mapped; null or another length gives null
     * @param prefixText the prefix; null gives null
     * @return whether the address lies in it
     * @throws IllegalArgumentException if the text is no prefix; the message says why
     */
    public @DataTypeHint("BOOLEAN") Boolean eval(
            @DataTypeHint("BYTES") byte[] address, @DataTypeHint("STRING") String prefixText) {
        if (address == null || prefixText == null || address.length != 16) {
            return null;
        }
        // As a rule the prefix is a literal of the query: parsed once.
        if (!prefixText.equals(text)) {
            prefix = IpPrefix.parse(prefixText);
            text = prefixText;
        }
        var bytes = UnsafeByteOperations.unsafeWrap(address);
        return prefix.contains(IpAddresses.high(bytes), IpAddresses.low(bytes));
    }
}
