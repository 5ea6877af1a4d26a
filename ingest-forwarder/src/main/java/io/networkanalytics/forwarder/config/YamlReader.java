package io.networkanalytics.forwarder.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads YAML into {@link YamlNode}s. The depth is bounded, and a key that stands twice is an error.
 */
final class YamlReader {

    private static final int MAX_DEPTH = 20;

    private final String file;
    private final JsonParser parser;

    private YamlReader(String file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /**
     * @param file name for messages
     * @param text content
     * @throws ConfigException if it is not YAML, or not a mapping
     */
    static YamlNode.Mapping read(String file, String text) {
        try (JsonParser parser = new YAMLFactory().createParser(text)) {
            if (parser.nextToken() == null) {
                throw new ConfigException(List.of(file + ": is empty"));
            }
            YamlNode root = new YamlReader(file, parser).node(0);
            if (root instanceof YamlNode.Mapping mapping) {
                return mapping;
            }
            throw new ConfigException(
                    List.of(file + ":" + root.line() + ": must be a mapping, is " + root.kind()));
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new ConfigException(
                    List.of(
                            file
                                    + ":"
                                    + line
                                    + ": not YAML: "
                                    + firstLine(e.getOriginalMessage())));
        } catch (IOException e) {
            throw new ConfigException(List.of(file + ": " + e.getMessage()));
        }
    }

    private YamlNode node(int depth) throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        if (depth > MAX_DEPTH) {
            throw new ConfigException(
                    List.of(file + ":" + line + ": nested deeper than " + MAX_DEPTH));
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(line, depth);
            case START_ARRAY -> sequence(line, depth);
            case VALUE_NULL -> new YamlNode.Scalar(line, "");
            default -> new YamlNode.Scalar(line, parser.getText());
        };
    }

    private YamlNode.Mapping mapping(int line, int depth) throws IOException {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        Map<String, Integer> keyLines = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int keyLine = parser.currentTokenLocation().getLineNr();
            Integer before = keyLines.put(key, keyLine);
            if (before != null) {
                throw new ConfigException(
                        List.of(
                                file
                                        + ":"
                                        + keyLine
                                        + ": key '"
                                        + key
                                        + "' stands twice, first in line "
                                        + before));
            }
            parser.nextToken();
            entries.put(key, node(depth + 1));
        }
        return new YamlNode.Mapping(line, entries, keyLines);
    }

    private YamlNode.Sequence sequence(int line, int depth) throws IOException {
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(depth + 1));
        }
        return new YamlNode.Sequence(line, items);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
