package io.networkanalytics.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.model.codec.MalformedRecordException;
import io.networkanalytics.rules.Rule.Action;
import io.networkanalytics.rules.Rule.Phase;
import io.networkanalytics.rules.Rule.RateLimit;
import io.networkanalytics.rules.language.Field;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleCodecTest {

    private static final String FULL =
            "{\"rule_id\": \"r1\", \"ruleset_id\": \"rs1\", \"account\": 1001, \"phase\":"
                    + " \"custom\", \"position\": 10, \"description\": \"no telnet\", \"expression\":"
                    + " \"tcp.dstport eq 23\", \"action\": \"block\", \"enabled\": true,"
                    + " \"rate_limit\": {\"packets_per_second\": 1000, \"per\": [\"ip.src\"]},"
                    + " \"expires_at\": \"2026-11-23T04:00:00Z\"}";

    private static final Rule FULL_RULE =
            new Rule(
                    "r1",
                    "rs1",
                    1001,
                    Phase.CUSTOM,
                    10,
                    "no telnet",
                    "tcp.dstport eq 23",
                    Action.BLOCK,
                    true,
                    Optional.of(new RateLimit(1000, List.of(Field.IP_SRC))),
                    Optional.of(Instant.parse("2026-11-23T04:00:00Z")));

    @Test
    void everyKeyIsRead() throws Exception {
        assertEquals(FULL_RULE, RuleCodec.decode(FULL));
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        assertEquals(FULL_RULE, RuleCodec.decode(RuleCodec.encode(FULL_RULE)));
        Rule plain = TestingRules.rule().disabled().of("r/2", "udp or ip.src.country eq \"US\"");
        assertEquals(plain, RuleCodec.decode(RuleCodec.encode(plain)));
    }

    @Test
    void whatMayBeAbsent() throws Exception {
        Rule rule =
                RuleCodec.decode(
                        "{\"rule_id\": \"r1\", \"ruleset_id\": \"\", \"account\": 0, \"phase\":"
                                + " \"managed\", \"position\": 0, \"expression\": \"tcp\", \"action\":"
                                + " \"log\", \"expires_at\": null}");
        assertEquals("", rule.description());
        assertTrue(rule.enabled());
        assertEquals(Optional.empty(), rule.rateLimit());
        assertEquals(Optional.empty(), rule.expiresAt());
    }

    /** What is changed in the full record, and what the refusal says. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "r1"                    | ""          | a rule must have an id
                    "rule_id": "r1",        |             | key rule_id is missing
                    "rule_id"               | "rule"      | key rule_id is missing
                    1001                    | -1          | key account is -1; it must be an integer from 0 to 4294967295
                    1001                    | 4294967296  | key account is 4294967296
                    1001                    | "1001"      | key account is "1001"; it must be an integer
                    1001                    | 1.5         | key account is 1.5
                    "custom"                | "ratelimit" | key phase is "ratelimit"; it must be one of custom, managed
                    "custom"                | "CUSTOM"    | key phase is "CUSTOM"
                    "block"                 | "drop"      | key action is "drop"; it must be one of block, skip, log
                    "block"                 | "skip"      | a skip rule drops nothing
                    true                    | "yes"       | key enabled is "yes"; it must be true or false
                    10,                     | -1,         | key position is -1
                    "no telnet"             | 5           | key description is 5; it must be text
                    : 1000                  | : 0         | packets_per_second 0 is below 1
                    ["ip.src"]              | "ip.src"    | key rate_limit.per is "ip.src"; it must be an array of text
                    ["ip.src"]              | ["ip.scr"]  | 'ip.scr' is no field
                    ["ip.src"]              | [5]         | key rate_limit.per is [5]
                    "per"                   | "by"        | key rate_limit.per is missing
                    04:00:00Z               | 04:00       | key expires_at is '2026-11-23T04:00'
                    "enabled"               | "active"    | unknown key active; known: account, action
                    "enabled": true         | "account": 5 | Duplicate field 'account'
                    "account": 1001,        | "account",  | no JSON
                    """)
    void refuses(String text, String replacement, String message) {
        assertTrue(FULL.contains(text), text);
        String json = FULL.replace(text, replacement == null ? "" : replacement);
        MalformedRecordException e =
                assertThrows(MalformedRecordException.class, () -> RuleCodec.decode(json), json);
        assertEquals(RuleCodec.BAD_RULE, e.reason());
        assertTrue(e.getMessage().contains(message), e::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "5", "null", " ", "\"text\""})
    void refusesWhatIsNoObject(String json) {
        MalformedRecordException e =
                assertThrows(MalformedRecordException.class, () -> RuleCodec.decode(json));
        assertEquals("a rule must be an object", e.getMessage());
    }
}
