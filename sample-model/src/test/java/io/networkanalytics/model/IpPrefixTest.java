package io.networkanalytics.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpPrefixTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 104",
        "203.0.113.9, 128",
        "0.0.0.0/0, 96",
        "2001:db8::/32, 32",
        "::/0, 0",
        "fd18::1, 128"
    })
    void lengthsCountInSixteenBytes(String text, int length) {
        assertEquals(length, IpPrefix.parse(text).length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0/33",
                "10.0.0.1/8",
                "example.org",
                "10.0.0.0/-1",
                "10.0.0/8",
                "::/129",
                "1/8"
            })
    void whatIsNoPrefixIsRefusedWithItsText(String text) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> IpPrefix.parse(text));

        assertTrue(e.getMessage().contains("'" + text + "'"), e::getMessage);
    }

    @Test
    void containsIsExactAtTheBorders() {
        IpPrefix prefix = IpPrefix.parse("203.0.113.128/25");

        assertTrue(contains(prefix, Samples.v4(203, 0, 113, 128)));
        assertTrue(contains(prefix, Samples.v4(203, 0, 113, 255)));
        assertFalse(contains(prefix, Samples.v4(203, 0, 113, 127)));
        assertFalse(contains(prefix, Samples.v4(203, 0, 114, 128)));
    }

    @Test
    void theLongestPrefixWins() {
        PrefixTable<String> table = new PrefixTable<>();
        table.put(IpPrefix.parse("203.0.113.0/24"), "net");
        table.put(IpPrefix.parse("203.0.113.9"), "host");
        table.put(IpPrefix.parse("::/0"), "all");

        assertEquals(Optional.of("host"), table.longestMatch(Samples.v4(203, 0, 113, 9)));
        assertEquals(Optional.of("net"), table.longestMatch(Samples.v4(203, 0, 113, 8)));
        assertEquals(Optional.of("all"), table.longestMatch(Samples.v4(192, 0, 2, 1)));
        assertEquals(Optional.empty(), table.longestMatch(ByteString.EMPTY));
        assertEquals(3, table.size());

        table.remove(IpPrefix.parse("203.0.113.9"));
        assertEquals(Optional.of("net"), table.longestMatch(Samples.v4(203, 0, 113, 9)));
        assertEquals(2, table.size());
    }

    private static boolean contains(IpPrefix prefix, ByteString address) {
        return prefix.contains(IpAddresses.high(address), IpAddresses.low(address));
    }
}
