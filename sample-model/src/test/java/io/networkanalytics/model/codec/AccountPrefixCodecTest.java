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
