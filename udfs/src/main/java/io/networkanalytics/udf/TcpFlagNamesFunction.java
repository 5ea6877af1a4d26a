package io.networkanalytics.udf;

import java.util.StringJoiner;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code tcp_flag_names(flags INT) -> STRING}: the names of the TCP flags that are set (RFC 9293,
 * 3.1), from FIN to CWR, joined by {@code |}: 18 gives {@code SYN|ACK}.
 */
public final class TcpFlagNamesFunction extends ScalarFunction {

    private static final long serialVersionUID = 1L;
    private static final String[] NAMES = {"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"};

    /**
     * Names the flags.
     *
     * @param flags 0 to 255; null gives null
     * @return the names, "" if none is set
     */
    public @DataTypeHint("STRING") String eval(@DataTypeHint("INT") Integer flags) {
        if (flags == null) {
            return null;
        }
        StringJoiner names = new StringJoiner("|");
        for (int bit = 0; bit < NAMES.length; bit++) {
            if ((flags & 1 << bit) != 0) {
                names.add(NAMES[bit]);
            }
        }
        return names.toString();
    }
}
