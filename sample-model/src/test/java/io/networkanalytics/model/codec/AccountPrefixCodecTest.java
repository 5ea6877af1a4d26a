package io.networkanalytics.model.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.model.Account;
import io.networkanalytics.model.AccountPrefix;
import io.networkanalytics.model.IpPrefix;
import io.networkanalytics.model.TcpProtection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountPrefixCodecTest {

    @Test
    void allKeysAreRead() throws Exception {
        AccountPrefix read =
                AccountPrefixCodec.decode(
                        """
                        {"prefix": "203.0.113.0/24", "account": 1001, "prefix_tag": "web", "lease_tag": "l",
                         "application_tag": "shop", "tcp_protection": "enabled", "of a newer release": true}
                        """);

        assertEquals(
                new AccountPrefix(
                        IpPrefix.parse("203.0.113.0/24"),
                        new Account(
                                1001,
                                "web",
                                "l",
                                "shop",
                                "203.0.113.0/24",
                                TcpProtection.ENABLED,
                                "")),
                read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "attack_sensitivity": "default"                                     | ''
                    "attack_sensitivity": "medium"                                      | medium
                    "attack_sensitivity": "off"                                         | off
                    "attack_sensitivity": {}                                            | ''
                    "attack_sensitivity": {"*": "low"}                                  | low
                    "attack_sensitivity": {"SYN flood": "off"}                          | default;SYN flood=off
                    "attack_sensitivity": {"*": "off", "UDP flood": "default"}          | off;UDP flood=default
                    "attack_action": "log"                                              | ''
                    "attack_action": "block"                                            | default;block
                    "attack_sensitivity": {"UDP flood": "low"}, "attack_action": "block" | default;block;UDP flood=low
                    """)
    void whatAnAccountWantsOfDetection(String keys, String preference) throws Exception {
        AccountPrefix read =
                AccountPrefixCodec.decode(
                        "{\"prefix\": \"203.0.113.0/24\", \"account\": 1, " + keys + "}");

        assertEquals(preference, read.account().attackPreference());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"attack_sensitivity\": \"high\";'high'",
                "\"attack_sensitivity\": {\"*\": \"high\"};'high'",
                "\"attack_sensitivity\": {\"SYN flood\": 3};'3'",
                "\"attack_sensitivity\": {\"SYN flood\": {}};sensitivity is ''",
                "\"attack_sensitivity\": {\"a=b\": \"low\"};'a=b' is no name",
                "\"attack_sensitivity\": {\"\": \"low\"};'' is no name",
                "\"attack_sensitivity\": 3;text or an object",
                "\"attack_sensitivity\": null;text or an object",
                "\"attack_sensitivity\": [\"low\"];text or an object",
                "\"attack_action\": \"drop\";'drop'",
                "\"attack_action\": 1;'1'"
            })
    void wrongWishesAreRefused(String keys, String says) {
        String json = "{\"prefix\": \"203.0.113.0/24\", \"account\": 1, " + keys + "}";

        MalformedRecordException e =
                assertThrows(MalformedRecordException.class, () -> AccountPrefixCodec.decode(json));

        assertEquals("bad_account", e.reason());
        assertTrue(e.getMessage().contains(says), e::getMessage);
    }

    @Test
    void wishesForMoreVectorsThanThereCanBeAreRefused() {
        StringBuilder vectors = new StringBuilder();
        for (int i = 0; i < 64; i++) {
            vectors.append(i == 0 ? "" : ", ").append("\"vector ").append(i).append("\": \"low\"");
        }
        String json =
                "{\"prefix\": \"203.0.113.0/24\", \"account\": 1, \"attack_sensitivity\": {"
                        + vectors
                        + "}}";

        MalformedRecordException e =
                assertThrows(MalformedRecordException.class, () -> AccountPrefixCodec.decode(json));

        assertTrue(e.getMessage().contains("64 vectors"), e::getMessage);
        assertTrue(e.getMessage().contains("63"), e::getMessage);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{};prefix",
                "{\"prefix\": \"203.0.113.0/24\"};account",
                "{\"prefix\": \"203.0.113.1/24\", \"account\": 1};host bits",
                "{\"prefix\": \"203.0.113.0/24\", \"account\": -1};outside",
                "{\"prefix\": \"203.0.113.0/24\", \"account\": 1, \"tcp_protection\": \"on\"};'on'",
                "no json;Unrecognized token"
            })
    void theMessageSaysWhatIsWrong(String json, String says) {
        MalformedRecordException e =
                assertThrows(MalformedRecordException.class, () -> AccountPrefixCodec.decode(json));

        assertEquals("bad_account", e.reason());
        assertTrue(e.getMessage().contains(says), e::getMessage);
    }
}
