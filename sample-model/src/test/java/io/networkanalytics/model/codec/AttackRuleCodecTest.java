package io.networkanalytics.model.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.model.attack.AttackRule;
import org.junit.jupiter.api.Test;

class AttackRuleCodecTest {

    /** What readers outside of this project, and a job of a later version, rely on. */
    private static final String JSON =
            "{\"account\":4294967295,\"rule_id\":\"attack-9f86d081884c7d65\","
                    + "\"attack_id\":\"9f86d081884c7d65\","
                    + "\"description\":\"a \\\"\\\\ü\\n\","
                    + "\"expression\":\"udp.srcport == 53\",\"action\":\"log\","
                    + "\"at\":\"2026-11-22T04:09:00Z\",\"expires_at\":\"2026-11-22T04:12:00Z\"}";

    @Test
    void theJsonIsAsDocumentedWhateverTheRecordsValue() {
        assertEquals(JSON, AttackRuleCodec.encode(rule("{}")));
        assertEquals(JSON, AttackRuleCodec.encode(rule("")));
    }

    @Test
    void theRowCanBeRead() throws MalformedRecordException {
        assertEquals(rule(""), AttackRuleCodec.decode(JSON));
    }

    @Test
    void aKeyThatIsAddedLaterIsIgnored() throws MalformedRecordException {
        assertEquals(rule(""), AttackRuleCodec.decode(JSON.replaceFirst("\\{", "{\"new\": [1],")));
    }

    @Test
    void theDetailSaysWhichKeyIsWrong() {
        refused("\"action\":\"log\",", "", "key action must be text");
        refused("4294967295", "-1", "key account must be 0 to 2^63 - 1, is -1");
        refused("2026-11-22T04:12:00Z", "soon", "key expires_at: Text 'soon'");
        refused("}", "", "Unexpected end-of-input");
    }

    private static AttackRule rule(String value) {
        return new AttackRule(
                4_294_967_295L,
                "attack-9f86d081884c7d65",
                "9f86d081884c7d65",
                "a \"\\ü\n",
                "udp.srcport == 53",
                "log",
                1_795_320_540,
                1_795_320_720,
                value);
    }

    private static void refused(String from, String to, String detail) {
        String json = JSON.replace(from, to);
        MalformedRecordException e =
                assertThrows(
                        MalformedRecordException.class, () -> AttackRuleCodec.decode(json), json);
        assertEquals("bad_attack_rule", e.reason());
        assertTrue(e.getMessage().contains(detail), e.getMessage());
    }
}
