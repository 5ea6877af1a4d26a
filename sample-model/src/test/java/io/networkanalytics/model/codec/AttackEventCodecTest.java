package io.networkanalytics.model.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.model.attack.AttackEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttackEventCodecTest {

    private static final AttackEvent EVENT =
            new AttackEvent(
                    AttackEvent.Kind.ENDED,
                    4_294_967_295L,
                    "9f86d081884c7d65",
                    "DNS amplification",
                    "203.0.113.10/32",
                    "ip.dst == 203.0.113.10 and udp.srcport == 53",
                    "attack-9f86d081884c7d65",
                    1_795_320_600,
                    1_795_320_000,
                    1_795_320_540,
                    60_000_000,
                    Long.MAX_VALUE,
                    59_000_000,
                    200_000,
                    1_600_000_000,
                    60_000,
                    0.999,
                    Map.of("udp.srcport", "53", "ip.ttl", "64", "payload", "a\"\\b"));

    /** What readers outside of this project rely on. */
    private static final String JSON =
            "{\"kind\":\"ENDED\",\"account\":4294967295,\"attack_id\":\"9f86d081884c7d65\","
                    + "\"vector\":\"DNS amplification\",\"target\":\"203.0.113.10/32\","
                    + "\"fingerprint\":\"ip.dst == 203.0.113.10 and udp.srcport == 53\","
                    + "\"rule_id\":\"attack-9f86d081884c7d65\",\"at\":\"2026-11-22T04:10:00Z\","
                    + "\"started_at\":\"2026-11-22T04:00:00Z\",\"last_seen_at\":\"2026-11-22T04:09:00Z\","
                    + "\"packets\":60000000,\"bits\":9223372036854775807,\"dropped_packets\":59000000,"
                    + "\"peak_packets_per_second\":200000,\"peak_bits_per_second\":1600000000,"
                    + "\"samples\":60000,\"confidence\":0.999,\"fixed_values\":"
                    + "{\"ip.ttl\":\"64\",\"payload\":\"a\\\"\\\\b\",\"udp.srcport\":\"53\"}}";

    @Test
    void theJsonIsAsDocumented() {
        assertEquals(JSON, AttackEventCodec.encode(EVENT));
        assertEquals("4294967295/9f86d081884c7d65", AttackEventCodec.key(EVENT));
    }

    @Test
    void whatIsWrittenCanBeRead() throws MalformedRecordException {
        assertEquals(EVENT, AttackEventCodec.decode(JSON));
    }

    @Test
    void aKeyThatIsAddedLaterIsIgnored() throws MalformedRecordException {
        assertEquals(EVENT, AttackEventCodec.decode(JSON.replaceFirst("\\{", "{\"new\": [1],")));
    }

    @Test
    void theDetailSaysWhichKeyIsWrong() {
        refused("\"attack_id\":\"9f86d081884c7d65\",", "", "key attack_id must be text");
        refused("\"samples\":60000", "\"samples\":1.5", "key samples must be an integer, is 1.5");
        refused("ENDED", "OVER", "OVER");
        refused("2026-11-22T04:10:00Z", "yesterday", "yesterday");
        refused(",\"vector\"", "", "Unexpected character");
        refused(JSON, "", "key kind must be text");
    }

    /** A row that ClickHouse refuses would come again for ever. */
    @Test
    void whatTheTableCannotHoldIsRefused() {
        refused("4294967295,", "4294967296,", "key account must be at most 4294967295");
        refused(":60000000,", ":-1,", "key packets must be 0 to 2^63 - 1, is -1");
        refused("9223372036854775807", "9223372036854775808", "key bits must be 0 to 2^63 - 1");
        refused("0.999", "1.5", "key confidence must be 0 to 1, is 1.5");
        refused("2026-11-22T04:10:00Z", "1969-12-31T23:59:59Z", "key at must be within 1970");
        refused("2026-11-22T04:10:00Z", "2107-01-01T00:00:00Z", "key at must be within 1970");
    }

    private static void refused(String from, String to, String detail) {
        String json = JSON.replace(from, to);
        MalformedRecordException e =
                assertThrows(
                        MalformedRecordException.class, () -> AttackEventCodec.decode(json), json);
        assertTrue(e.getMessage().contains(detail), e.getMessage());
    }
}
