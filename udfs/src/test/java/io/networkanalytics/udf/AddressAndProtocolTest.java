package io.networkanalytics.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressAndProtocolTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, 203.0.113.0/24",
        "255.255.255.255, 255.255.255.0/24",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1::/48",
        "::1, ::/48"
    })
    void subnet(String address, String expected) {
        assertEquals(expected, new SubnetFunction().eval(TestAddress.of(address)));
        assertEquals(
                true, new IpInPrefixFunction().eval(TestAddress.of(address), expected), "read");
    }

    @ParameterizedTest
    @CsvSource({"203.0.113.9", "2001:db8::1", "::", "::1"})
    void ipText(String address) {
        assertEquals(address, new IpTextFunction().eval(TestAddress.of(address)));
    }

    @ParameterizedTest
    @CsvSource({"6, tcp", "58, icmpv6", "0, 0", "254, 254", "-1, -1", "256, 256"})
    void protocolName(int protocol, String expected) {
        assertEquals(expected, new ProtocolNameFunction().eval(protocol));
    }

    @Test
    void nothingGivesNothing() {
        assertNull(new SubnetFunction().eval(null));
        assertNull(new SubnetFunction().eval(new byte[4]));
        assertNull(new IpTextFunction().eval(null));
        assertNull(new IpTextFunction().eval(new byte[17]));
        assertNull(new ProtocolNameFunction().eval(null));
    }
}
