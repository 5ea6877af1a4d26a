package io.networkanalytics.testkit.tshark;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What tshark says of one frame: of each field all occurrences, from the outside to the inside. */
final class TsharkFrame {
    private static final Pattern TAB = Pattern.compile("\t");
    private static final Pattern COMMA = Pattern.compile(",");

    private final Map<String, Integer> columns;
    private final String[] values;

    TsharkFrame(Map<String, Integer> columns, String line) {
        this.columns = columns;
        values = TAB.split(line, -1);
    }

    /** All occurrences; empty if there is none. */
    List<String> all(String field) {
        String text = values[columns.get(field)];
        return text.isEmpty() ? List.of() : List.of(COMMA.split(text, -1));
    }

    /** The first occurrence, or "" if there is none. */
    String first(String field) {
        List<String> all = all(field);
        return all.isEmpty() ? "" : all.get(0);
    }

    /** The first occurrence as a number, or 0 if there is none. */
    long number(String field) {
        return number(all(field), 0);
    }

    /** An occurrence as a number, or 0 if there is none. */
    static long number(List<String> occurrences, int index) {
        if (index >= occurrences.size() || occurrences.get(index).isEmpty()) {
            return 0;
        }
        return switch (occurrences.get(index)) {
            case "True" -> 1;
            case "False" -> 0;
            default -> parse(occurrences.get(index));
        };
    }

    private static long parse(String text) {
        return text.startsWith("0x")
                ? Long.parseUnsignedLong(text, 2, text.length(), 16)
                : Long.parseLong(text);
    }
}
