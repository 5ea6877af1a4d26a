package io.networkanalytics.forwarder.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One mapping of the configuration while it is read. Errors are collected, so that all are shown at
 * once; a value in error is replaced by its default, and the result is thrown away in the end.
 */
final class ConfigSection {

    private final String path;
    private final YamlNode.Mapping node;
    private final ConfigErrors errors;
    private final Set<String> known = new HashSet<>();

    ConfigSection(String path, YamlNode.Mapping node, ConfigErrors errors) {
        this.path = path;
        this.node = node;
        this.errors = errors;
    }

    int line() {
        return node.line();
    }

    /** The text behind a key. */
    String text(ConfigKey key) {
        YamlNode value = value(key);
        if (value == null) {
            return key.required() ? "" : key.fallback();
        }
        if (value instanceof YamlNode.Scalar scalar && !scalar.text().isEmpty()) {
            return scalar.text();
        }
        error(value.line(), "'" + key.name() + "' must be " + key.type() + ", is " + value.kind());
        return key.required() ? "" : key.fallback();
    }

    /** The number behind a key. */
    long integer(ConfigKey key, long min, long max) {
        String text = text(key);
        try {
            long number = Long.parseLong(text.replace("_", ""));
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, with the limits.
        }
        if (node.entries().containsKey(key.name())) {
            error(
                    lineOf(key),
                    "'"
                            + key.name()
                            + "' is '"
                            + text
                            + "', must be an integer from "
                            + min
                            + " to "
                            + max);
        }
        return key.required() ? min : Long.parseLong(key.fallback());
    }

    /** One of few words. */
    String choice(ConfigKey key, List<String> choices) {
        String text = text(key);
        if (choices.contains(text) || text.isEmpty()) {
            return text;
        }
        error(
                lineOf(key),
                "'"
                        + key.name()
                        + "' is '"
                        + text
                        + "'"
                        + nearest(text, choices)
                        + "; it must be one of "
                        + choices);
        return choices.get(0);
    }

    /** The mapping behind a key; an empty one if the key is absent. */
    ConfigSection section(ConfigKey key) {
        YamlNode value = value(key);
        String below = path + key.name() + ".";
        if (value instanceof YamlNode.Mapping mapping) {
            return new ConfigSection(below, mapping, errors);
        }
        if (value != null) {
            error(
                    value.line(),
                    "'" + key.name() + "' must be " + key.type() + ", is " + value.kind());
        }
        return new ConfigSection(
                below, new YamlNode.Mapping(node.line(), Map.of(), Map.of()), errors);
    }

    /** The mappings in the list behind a key. */
    List<ConfigSection> sections(ConfigKey key) {
        YamlNode value = value(key);
        List<ConfigSection> sections = new ArrayList<>();
        if (value instanceof YamlNode.Sequence sequence) {
            if (sequence.items().isEmpty()) {
                error(value.line(), "'" + key.name() + "' is empty, must be " + key.type());
            }
            for (YamlNode item : sequence.items()) {
                if (item instanceof YamlNode.Mapping mapping) {
                    sections.add(new ConfigSection(path + key.name() + "[].", mapping, errors));
                } else {
                    error(
                            item.line(),
                            "each of '"
                                    + key.name()
                                    + "' must be a mapping, this is "
                                    + item.kind());
                }
            }
        } else if (value != null) {
            error(
                    value.line(),
                    "'" + key.name() + "' must be " + key.type() + ", is " + value.kind());
        }
        return sections;
    }

    /** All keys and values of the mapping behind a key, as they are: its names are not ours. */
    Map<String, String> texts(ConfigKey key) {
        Map<String, String> texts = new HashMap<>();
        for (Map.Entry<String, YamlNode> entry : section(key).node.entries().entrySet()) {
            if (entry.getValue() instanceof YamlNode.Scalar scalar) {
                texts.put(entry.getKey(), scalar.text());
            } else {
                error(
                        entry.getValue().line(),
                        "'" + entry.getKey() + "' must be text, is " + entry.getValue().kind());
            }
        }
        return texts;
    }

    /** All keys of the mapping behind a key, with integers behind them. */
    Map<String, Integer> integers(ConfigKey key, int min, int max) {
        Map<String, Integer> integers = new HashMap<>();
        texts(key)
                .forEach(
                        (name, text) -> {
                            try {
                                int number = Integer.parseInt(text.replace("_", ""));
                                if (number >= min && number <= max) {
                                    integers.put(name, number);
                                    return;
                                }
                            } catch (NumberFormatException e) {
                                // Said below, with the limits.
                            }
                            error(
                                    lineOf(key),
                                    "'"
                                            + key.name()
                                            + "' has '"
                                            + text
                                            + "' for '"
                                            + name
                                            + "', must be an integer from "
                                            + min
                                            + " to "
                                            + max);
                        });
        return integers;
    }

    /** Reports the keys that nobody asked for, each with the nearest that exists. */
    void rejectUnknownKeys() {
        for (Map.Entry<String, Integer> key : node.keyLines().entrySet()) {
            if (!known.contains(key.getKey())) {
                List<String> names = known.stream().sorted().toList();
                error(
                        key.getValue(),
                        "unknown key '"
                                + key.getKey()
                                + "'"
                                + nearest(key.getKey(), names)
                                + "; known here: "
                                + String.join(", ", names));
            }
        }
    }

    /** Collects an error at the line of a key. */
    void error(ConfigKey key, String message) {
        error(lineOf(key), message);
    }

    private YamlNode value(ConfigKey key) {
        known.add(key.name());
        YamlNode value = node.entries().get(key.name());
        if (value == null && key.required()) {
            error(node.line(), "key '" + path + key.name() + "' is missing: " + key.description());
        }
        return value;
    }

    private int lineOf(ConfigKey key) {
        return node.keyLines().getOrDefault(key.name(), node.line());
    }

    private void error(int line, String message) {
        errors.add(line, message);
    }

    private static String nearest(String name, List<String> candidates) {
        return Nearest.to(name, candidates)
                .map(found -> " (did you mean '" + found + "'?)")
                .orElse("");
    }
}
