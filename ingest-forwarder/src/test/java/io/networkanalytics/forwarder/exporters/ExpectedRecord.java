package io.networkanalytics.forwarder.exporters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What another decoder read in one record: a line of InfluxDB line protocol.
 *
 * @param version of the protocol, as that decoder names it
 * @param fields numbers without their type, text without its quotes
 */
record ExpectedRecord(String version, Map<String, String> fields) {

    private static final Pattern VERSION = Pattern.compile("version=([^, ]+)");
    private static final Pattern FIELD =
            Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|(-?\\d+)[ui]?)(?:,| |$)");

    static List<ExpectedRecord> read(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(ExpectedRecord::parse).toList();
    }

    private static ExpectedRecord parse(String line) {
        int tagsEnd = line.indexOf(' ');
        Matcher version = VERSION.matcher(line.substring(0, tagsEnd));
        if (!version.find()) {
            throw new AssertionError("no version: " + line);
        }
        Map<String, String> fields = new TreeMap<>();
        Matcher field = FIELD.matcher(line);
        int at = tagsEnd + 1;
        while (at < line.length() && field.find(at) && field.start() == at) {
            fields.put(field.group(1), field.group(2) == null ? field.group(3) : field.group(2));
            at = field.end();
        }
        if (!line.substring(at).matches("\\d*")) { // the time when they read it
            throw new AssertionError("cannot read '" + line.substring(at) + "' of " + line);
        }
        return new ExpectedRecord(version.group(1), fields);
    }

    String get(String field) {
        return fields.getOrDefault(field, "");
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    boolean isSflow() {
        return version.equals("sFlowV5");
    }

    boolean isV6() {
        return get("ip_version").equals("IPv6");
    }
}
