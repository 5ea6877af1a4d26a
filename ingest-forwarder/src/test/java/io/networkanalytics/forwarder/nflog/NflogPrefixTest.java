package io.networkanalytics.forwarder.nflog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NflogPrefixTest {

    @Test
    void fiveFields() {
        assertEquals(
                Optional.of(
                        new NflogPrefix("iptables", "block 53/udp", "drop", "RATE_LIMITED", 100)),
                NflogPrefix.parse("iptables|block 53/udp|drop|RATE_LIMITED|100"));
        assertEquals(
                Optional.of(new NflogPrefix("nftables", "", "", "", 4_294_967_295L)),
                NflogPrefix.parse("nftables||||4294967295  "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "old style: ",
                "a|b|drop|BLOCKED",
                "a|b|drop|BLOCKED|1|",
                "|b|drop|BLOCKED|1",
                "a|b|reject|BLOCKED|1",
                "a|b|drop|blocked|1",
                "a|b|drop|BLOCKED|",
                "a|b|drop|BLOCKED|0",
                "a|b|drop|BLOCKED|-1",
                "a|b|drop|BLOCKED|+1",
                "a|b|drop|BLOCKED|4294967296",
                "a|b|drop|BLOCKED|99999999999",
                "a|b|drop|BLOCKED|\u0661"
            })
    void anythingElseIsNone(String text) {
        assertEquals(Optional.empty(), NflogPrefix.parse(text));
    }

    @Test
    void readOnce() {
        PrefixCache cache = new PrefixCache();
        byte[] bytes = "xa|1|drop||5\0yyb|1|drop||5".getBytes(StandardCharsets.US_ASCII);
        PrefixCache.Entry first = cache.of(bytes, 1, 12);
        assertEquals("a|1|drop||5", first.text());
        assertSame(first, cache.of(bytes, 1, 11));
        assertEquals("b", cache.of(bytes, 15, 11).prefix().system());
        for (int i = 0; i < 5_000; i++) {
            byte[] other =
                    ("s" + i + "|" + i + "|pass||" + (i + 1)).getBytes(StandardCharsets.UTF_8);
            assertEquals(i + 1, cache.of(other, 0, other.length).prefix().interval());
        }
    }
}
