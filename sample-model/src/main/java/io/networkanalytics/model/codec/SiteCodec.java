package io.networkanalytics.model.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.networkanalytics.model.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads attributes of sites from JSON: an object of objects by code, or an array of objects that
 * say their code as {@code colo}. A site has name, city, region, country and geohash, all text and
 * all optional. Other keys are refused: they would be typing errors.
 */
public final class SiteCodec {

    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Set<String> KEYS =
            new TreeSet<>(Set.of("name", "city", "region", "country", "geohash"));
    private static final String CODE = "colo";
    private static final int MAX_LENGTH = 200;

    private final List<String> problems = new ArrayList<>();
    private final Map<String, Site> sites = new HashMap<>();

    private SiteCodec() {}

    /**
     * Reads all sites.
     *
     * @param json the text
     * @return the sites by code
     * @throws MalformedRecordException if anything is wrong; the detail has a line for each
     *     problem, with site and key
     */
    public static Map<String, Site> decode(String json) throws MalformedRecordException {
        SiteCodec codec = new SiteCodec();
        try {
            codec.read(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            codec.problems.add("is no JSON: " + e.getOriginalMessage() + " at " + position(e));
        }
        if (!codec.problems.isEmpty()) {
            throw new MalformedRecordException("bad_sites", String.join("\n", codec.problems));
        }
        return Map.copyOf(codec.sites);
    }

    private static String position(JsonProcessingException e) {
        return "line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
    }

    private void read(JsonNode root) {
        if (root.isObject()) {
            root.properties().forEach(site -> site(site.getKey(), site.getKey(), site.getValue()));
        } else if (root.isArray()) {
            for (int i = 0; i < root.size(); i++) {
                JsonNode code = root.get(i).path(CODE);
                site("[" + i + "]", code.isTextual() ? code.asText() : "", root.get(i));
            }
        } else {
            problems.add("must be an object of sites by code, or an array of sites");
        }
    }

    private void site(String where, String code, JsonNode node) {
        if (!node.isObject()) {
            problems.add(where + ": must be an object");
            return;
        }
        if (code.isBlank()) {
            problems.add(where + "." + CODE + ": must be the code of the site, as in the samples");
        }
        boolean listed = where.startsWith("[");
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            String key = property.getKey();
            if (!KEYS.contains(key) && !(listed && key.equals(CODE))) {
                problems.add(where + "." + key + ": no such key; known are " + KEYS);
            }
        }
        Site site =
                new Site(
                        text(where, node, "name", "", ".*"),
                        text(where, node, "city", "", ".*"),
                        text(where, node, "region", "", ".*"),
                        text(
                                where,
                                node,
                                "country",
                                "two upper-case letters (ISO 3166-1 alpha-2)",
                                "[A-Z]{2}"),
                        text(
                                where,
                                node,
                                "geohash",
                                "1 to 12 characters of 0-9 and b-z without i, l, o",
                                "[0-9b-hjkmnp-z]{1,12}"));
        if (sites.put(code, site) != null) {
            problems.add(where + "." + CODE + ": '" + code + "' stands twice");
        }
    }

    private String text(String where, JsonNode node, String key, String kind, String pattern) {
        JsonNode value = node.path(key);
        if (value.isMissingNode()) {
            return "";
        }
        if (!value.isTextual()) {
            problems.add(where + "." + key + ": must be text, is " + value);
            return "";
        }
        String text = value.asText();
        if (text.length() > MAX_LENGTH) {
            problems.add(
                    where
                            + "."
                            + key
                            + ": has "
                            + text.length()
                            + " characters, at most "
                            + MAX_LENGTH);
        } else if (!text.isEmpty() && !text.matches(pattern)) {
            problems.add(where + "." + key + ": '" + text + "' must be " + kind);
        }
        return text;
    }
}
