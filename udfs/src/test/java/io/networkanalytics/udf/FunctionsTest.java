package io.networkanalytics.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.PacketSample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionsTest {

    private static final byte[] ADDRESS = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 203, 0, 113, 9
    };

    @ParameterizedTest
    @CsvSource({
        "203.0.113.0/24, true",
        "203.0.113.9, true",
        "203.0.113.8, false",
        "::/0, true",
        "2001:db8::/32, false"
    })
    void ipInPrefix(String prefix, boolean expected) {
        assertEquals(expected, new IpInPrefixFunction().eval(ADDRESS, prefix));
    }

    @Test
    void ipInPrefixOfNothingIsNull() {
        assertNull(new IpInPrefixFunction().eval(null, "::/0"));
        assertNull(new IpInPrefixFunction().eval(ADDRESS, null));
        assertNull(new IpInPrefixFunction().eval(new byte[4], "::/0"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new IpInPrefixFunction().eval(ADDRESS, "here"));
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "2, SYN", "18, SYN|ACK", "255, FIN|SYN|RST|PSH|ACK|URG|ECE|CWR"})
    void tcpFlagNames(int flags, String expected) {
        assertEquals(expected, new TcpFlagNamesFunction().eval(flags));
        assertNull(new TcpFlagNamesFunction().eval(null));
    }

    @ParameterizedTest
    @CsvSource({"1000, RANDOM, 1000", "0, RANDOM, 1", "1, NOTIFICATION, 0"})
    void sampleWeight(long interval, String mode, long expected) {
        assertEquals(expected, new SampleWeightFunction().eval(interval, mode));
        assertNull(new SampleWeightFunction().eval(null, mode));
        assertNull(new SampleWeightFunction().eval(interval, null));
    }

    @Test
    void ruleMatches() {
        RuleMatchesFunction function = new RuleMatchesFunction();
        byte[] https =
                PacketSample.newBuilder()
                        .setIpProtocol(6)
                        .setDestinationPort(443)
                        .setDestinationAddress(ByteString.copyFrom(ADDRESS))
                        .build()
                        .toByteArray();
        String expression = "ip.dst in {203.0.113.0/24} and tcp.dstport eq 443";

        assertEquals(true, function.eval(https, expression));
        assertEquals(false, function.eval(https, "tcp.dstport eq 80"));
        assertNull(function.eval(null, expression));
        assertNull(function.eval(https, null));
        assertNull(function.eval(new byte[] {7}, expression));
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> function.eval(https, "tcp.dstport = 80"))
                        .getMessage();
        assertTrue(message.contains("column 13"), message);
    }
}
