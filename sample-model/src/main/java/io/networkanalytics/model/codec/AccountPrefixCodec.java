package io.networkanalytics.model.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.networkanalytics.model.Account;
import io.networkanalytics.model.AccountPrefix;
import io.networkanalytics.model.IpPrefix;
import io.networkanalytics.model.TcpProtection;
import io.networkanalytics.model.attack.AttackPreference;
import io.networkanalytics.model.attack.AttackPreference.Sensitivity;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the JSON of {@code accounts.v1}, see {@link AccountPrefix}. Unknown keys are ignored:
 * fields are only added.
 */
public final class AccountPrefixCodec {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The vectors that have no key of their own. */
    private static final String OTHERS = "*";

    private AccountPrefixCodec() {}

    /**
     * Reads one record.
     *
     * @param json the text
     * @return prefix and account
     * @throws MalformedRecordException if it is no JSON, or prefix or account are missing or wrong;
     *     the detail says which
     */
    public static AccountPrefix decode(String json) throws MalformedRecordException {
        try {
            JsonNode node = JSON.readTree(json);
            JsonNode prefix = node.path("prefix");
            JsonNode account = node.path("account");
            if (!prefix.isTextual()) {
                throw new MalformedRecordException(
                        "bad_account", "key prefix must be text such as 203.0.113.0/24");
            }
            if (!account.isIntegralNumber()) {
                throw new MalformedRecordException("bad_account", "key account must be an integer");
            }
            return new AccountPrefix(
                    IpPrefix.parse(prefix.asText()),
                    new Account(
                            account.asLong(),
                            node.path("prefix_tag").asText(""),
                            node.path("lease_tag").asText(""),
                            node.path("application_tag").asText(""),
                            prefix.asText(),
                            tcpProtection(node.path("tcp_protection").asText("monitoring")),
                            attackPreference(node).text()));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new MalformedRecordException("bad_account", String.valueOf(e.getMessage()));
        }
    }

    private static AttackPreference attackPreference(JsonNode node)
            throws MalformedRecordException {
        JsonNode said = node.path("attack_sensitivity");
        Map<String, Sensitivity> byVector = new HashMap<>();
        said.properties()
                .forEach(e -> byVector.put(e.getKey(), Sensitivity.parse(e.getValue().asText(""))));
        Sensitivity others = byVector.remove(OTHERS);
        Sensitivity all = said.isTextual() ? Sensitivity.parse(said.asText()) : Sensitivity.DEFAULT;
        if (!said.isMissingNode() && !said.isTextual() && !said.isObject()) {
            throw new MalformedRecordException(
                    "bad_account", "key attack_sensitivity must be text or an object by vector");
        }
        String action = node.path("attack_action").asText("log");
        if (!action.equals("log") && !action.equals("block")) {
            throw new MalformedRecordException(
                    "bad_account",
                    "key attack_action is '" + action + "', but must be log or block");
        }
        return new AttackPreference(
                others == null ? all : others, byVector, action.equals("block"));
    }

    private static TcpProtection tcpProtection(String mode) throws MalformedRecordException {
        return switch (mode) {
            case "enabled" -> TcpProtection.ENABLED;
            case "monitoring" -> TcpProtection.MONITORING;
            case "disabled" -> TcpProtection.DISABLED;
            default ->
                    throw new MalformedRecordException(
                            "bad_account",
                            "key tcp_protection is '"
                                    + mode
                                    + "', but must be enabled, monitoring or disabled");
        };
    }
}
