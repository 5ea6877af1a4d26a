package io.networkanalytics.rules;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.networkanalytics.model.codec.MalformedRecordException;
import io.networkanalytics.rules.Rule.Action;
import io.networkanalytics.rules.Rule.Phase;
import io.networkanalytics.rules.Rule.RateLimit;
import io.networkanalytics.rules.language.Field;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The JSON of {@code mitigation-rules.v1}:
 *
 * <pre>{@code
 * {"rule_id": "r1", "ruleset_id": "rs1", "account": 1001, "phase": "custom", "position": 10,
 *  "description": "no telnet", "expression": "tcp.dstport eq 23", "action": "block", "enabled": true,
 *  "rate_limit": {"packets_per_second": 1000, "per": ["ip.src"]}, "expires_at": "2026-11-23T04:00:00Z"}
 * }</pre>
 *
 * <p>{@code description} may be absent (""), {@code enabled} too (true), {@code rate_limit} and
 * {@code expires_at} as well. An unknown key is refused: of a security rule nothing may be ignored
 * that its author relied on.
 */
public final class RuleCodec {

    /** Why a record is refused, as a label: its JSON or its keys are wrong. */
    public static final String BAD_RULE = "bad_rule";

    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private RuleCodec() {}

    /**
     * Reads a rule. Its expression is not compiled.
     *
     * @throws MalformedRecordException if it is no rule; the detail names key, value and limit
     */
    public static Rule decode(String json) throws MalformedRecordException {
        JsonObject object = new JsonObject(read(json), "");
        try {
            Rule rule =
                    new Rule(
                            object.text("rule_id"),
                            object.text("ruleset_id"),
                            object.integer("account", 0xFFFF_FFFFL),
                            object.choice("phase", Phase.class),
                            (int) object.integer("position", Integer.MAX_VALUE),
                            object.text("description", ""),
                            object.text("expression"),
                            object.choice("action", Action.class),
                            object.bool("enabled", true),
                            rateLimit(object),
                            expiresAt(object));
            object.requireNoMore();
            return rule;
        } catch (IllegalArgumentException e) {
            throw new MalformedRecordException(BAD_RULE, e.getMessage());
        }
    }

    /** Writes a rule as {@link #decode} reads it. */
    public static String encode(Rule rule) {
        ObjectNode node =
                JSON.createObjectNode()
                        .put("rule_id", rule.ruleId())
                        .put("ruleset_id", rule.rulesetId())
                        .put("account", rule.account())
                        .put("phase", lower(rule.phase()))
                        .put("position", rule.position())
                        .put("description", rule.description())
                        .put("expression", rule.expression())
                        .put("action", lower(rule.action()))
                        .put("enabled", rule.enabled());
        rule.rateLimit()
                .ifPresent(
                        limit -> {
                            ArrayNode per =
                                    node.putObject("rate_limit")
                                            .put("packets_per_second", limit.packetsPerSecond())
                                            .putArray("per");
                            limit.per().forEach(field -> per.add(field.title()));
                        });
        rule.expiresAt().ifPresent(time -> node.put("expires_at", time.toString()));
        return node.toString();
    }

    private static JsonNode read(String json) throws MalformedRecordException {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new MalformedRecordException(BAD_RULE, "no JSON: " + e.getOriginalMessage());
        }
    }

    private static Optional<RateLimit> rateLimit(JsonObject rule) throws MalformedRecordException {
        Optional<JsonNode> node = rule.optional("rate_limit");
        if (node.isEmpty()) {
            return Optional.empty();
        }
        JsonObject limit = new JsonObject(node.get(), "rate_limit.");
        List<Field> per = new ArrayList<>();
        for (String name : limit.texts("per")) {
            per.add(
                    Field.of(name)
                            .orElseThrow(
                                    () ->
                                            new MalformedRecordException(
                                                    BAD_RULE,
                                                    "key rate_limit.per: '"
                                                            + name
                                                            + "' is no field of the rule language")));
        }
        RateLimit read = new RateLimit(limit.integer("packets_per_second", 1L << 40), per);
        limit.requireNoMore();
        return Optional.of(read);
    }

    private static Optional<Instant> expiresAt(JsonObject rule) throws MalformedRecordException {
        String text = rule.text("expires_at", "");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw new MalformedRecordException(
                    BAD_RULE,
                    "key expires_at is '" + text + "'; it must be like 2026-11-23T04:00:00Z");
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
