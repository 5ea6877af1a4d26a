package io.networkanalytics.forwarder.config;

import java.util.List;
import java.util.Map;

/** A value of a YAML file that still knows its line, so that an error can name it. */
sealed interface YamlNode {

    /** Line of its first character, from 1. */
    int line();

    /** What it is, for messages. */
    String kind();

    /** Keys to values, in the order of the file. */
    record Mapping(int line, Map<String, YamlNode> entries, Map<String, Integer> keyLines)
            implements YamlNode {
        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /** Values in a row. */
    record Sequence(int line, List<YamlNode> items) implements YamlNode {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A text or number as written; empty where nothing stands behind a key. */
    record Scalar(int line, String text) implements YamlNode {
        @Override
        public String kind() {
            return text.isEmpty() ? "empty" : "'" + text + "'";
        }
    }
}
