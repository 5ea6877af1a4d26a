package io.networkanalytics.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.networkanalytics.model.codec.MalformedRecordException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the keys of an object one by one, and remembers which were read. */
final class JsonObject {

    private final JsonNode node;
    private final String path;
    private final Set<String> read = new HashSet<>();

    JsonObject(JsonNode node, String path) throws MalformedRecordException {
        if (!node.isObject()) {
            throw bad((path.isEmpty() ? "a rule" : "key " + path) + " must be an object");
        }
        this.node = node;
        this.path = path;
    }

    Optional<JsonNode> optional(String key) {
        read.add(key);
        JsonNode value = node.path(key);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    String text(String key) throws MalformedRecordException {
        JsonNode value = required(key);
        if (!value.isTextual()) {
            throw wrong(key, value, "text");
        }
        return value.asText();
    }

    String text(String key, String otherwise) throws MalformedRecordException {
        return optional(key).isEmpty() ? otherwise : text(key);
    }

    boolean bool(String key, boolean otherwise) throws MalformedRecordException {
        Optional<JsonNode> value = optional(key);
        if (value.isPresent() && !value.get().isBoolean()) {
            throw wrong(key, value.get(), "true or false");
        }
        return value.map(JsonNode::asBoolean).orElse(otherwise);
    }

    /** From 0 to a limit. */
    long integer(String key, long most) throws MalformedRecordException {
        JsonNode value = required(key);
        boolean fits =
                value.isIntegralNumber()
                        && value.canConvertToLong()
                        && value.asLong() >= 0
                        && value.asLong() <= most;
        if (!fits) {
            throw wrong(key, value, "an integer from 0 to " + most);
        }
        return value.asLong();
    }

    <E extends Enum<E>> E choice(String key, Class<E> type) throws MalformedRecordException {
        String text = text(key);
        List<String> names = new ArrayList<>();
        for (E value : type.getEnumConstants()) {
            names.add(value.name().toLowerCase(Locale.ROOT));
            if (names.get(names.size() - 1).equals(text)) {
                return value;
            }
        }
        throw wrong(key, node.get(key), "one of " + String.join(", ", names));
    }

    List<String> texts(String key) throws MalformedRecordException {
        JsonNode value = required(key);
        List<String> texts = new ArrayList<>();
        for (JsonNode item : value) {
            texts.add(item.isTextual() ? item.asText() : null);
        }
        if (!value.isArray() || texts.contains(null)) {
            throw wrong(key, value, "an array of text");
        }
        return texts;
    }

    void requireNoMore() throws MalformedRecordException {
        for (Iterator<String> keys = node.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (!read.contains(key)) {
                String[] known = read.toArray(String[]::new);
                Arrays.sort(known);
                throw bad("unknown key " + path + key + "; known: " + String.join(", ", known));
            }
        }
    }

    private JsonNode required(String key) throws MalformedRecordException {
        return optional(key).orElseThrow(() -> bad("key " + path + key + " is missing"));
    }

    private MalformedRecordException wrong(String key, JsonNode value, String expected) {
        String found = value.toString();
        String shown = found.length() <= 100 ? found : found.substring(0, 100) + "...";
        return bad("key " + path + key + " is " + shown + "; it must be " + expected);
    }

    private static MalformedRecordException bad(String detail) {
        return new MalformedRecordException(RuleCodec.BAD_RULE, detail);
    }
}
