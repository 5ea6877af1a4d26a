package io.networkanalytics.model.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The keys of a JSON object that must be there, each within what its column holds: a value that
 * passes here can be written.
 */
final class RequiredKeys {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MAX_UINT32 = 0xFFFF_FFFFL;

    private final JsonNode node;
    private final String reason;

    /**
     * @param json the text
     * @param reason what to call it if it is wrong
     * @throws MalformedRecordException if it is no JSON
     */
    RequiredKeys(String json, String reason) throws MalformedRecordException {
        this.reason = reason;
        try {
            this.node = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    MalformedRecordException malformed(String detail) {
        return new MalformedRecordException(reason, detail);
    }

    String text(String key) throws MalformedRecordException {
        return required(key, JsonNode::isTextual, "text").asText();
    }

    /** 0 to 2^32 - 1. */
    long uint32(String key) throws MalformedRecordException {
        long value = count(key);
        if (value > MAX_UINT32) {
            throw malformed("key " + key + " must be at most 4294967295, is " + value);
        }
        return value;
    }

    /** 0 to 2^63 - 1. */
    long count(String key) throws MalformedRecordException {
        JsonNode value = required(key, JsonNode::isIntegralNumber, "an integer");
        if (!value.canConvertToLong() || value.asLong() < 0) {
            throw malformed("key " + key + " must be 0 to 2^63 - 1, is " + value);
        }
        return value.asLong();
    }

    /** 0 to 1. */
    double share(String key) throws MalformedRecordException {
        double value = required(key, JsonNode::isNumber, "a number").asDouble();
        if (!(value >= 0 && value <= 1)) {
            throw malformed("key " + key + " must be 0 to 1, is " + value);
        }
        return value;
    }

    /** Seconds since 1970, 0 to 2^32 - 1. */
    long seconds(String key) throws MalformedRecordException {
        String text = text(key);
        try {
            long value = Instant.parse(text).getEpochSecond();
            if (value >= 0 && value <= MAX_UINT32) {
                return value;
            }
        } catch (DateTimeException e) {
            throw malformed("key " + key + ": " + e.getMessage());
        }
        throw malformed("key " + key + " must be within 1970 and 2106, is " + text);
    }

    /** What {@link #seconds} reads. */
    static String time(long seconds) {
        return Instant.ofEpochSecond(seconds).toString();
    }

    Map<String, String> texts(String key) throws MalformedRecordException {
        Map<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> value :
                required(key, JsonNode::isObject, "an object").properties()) {
            texts.put(value.getKey(), value.getValue().asText());
        }
        return texts;
    }

    private JsonNode required(String key, Predicate<JsonNode> is, String kind)
            throws MalformedRecordException {
        JsonNode value = node.path(key);
        if (!is.test(value)) {
            throw malformed("key " + key + " must be " + kind + ", is " + value);
        }
        return value;
    }
}
