package io.networkanalytics.udf;

import io.networkanalytics.rules.sample.Protocol;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code protocol_name(ip_protocol INT) -> STRING}: the name of an IP protocol as the rule language
 * writes it, for example {@code tcp}, {@code icmpv6}.
 */
public final class ProtocolNameFunction extends ScalarFunction {

    private static final long serialVersionUID = 1L;

    /**
     * Names the protocol.
     *
     * @param protocol number assigned by IANA; null gives null
     * @return its name in lower case; the number itself where the rule language has no name for it
     */
    public @DataTypeHint("STRING") String eval(@DataTypeHint("INT") Integer protocol) {
        if (protocol == null) {
            return null;
        }
        String name = Protocol.name(protocol);
        return name == null ? protocol.toString() : name;
    }
}
