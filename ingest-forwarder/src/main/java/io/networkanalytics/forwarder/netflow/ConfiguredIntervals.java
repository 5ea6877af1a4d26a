package io.networkanalytics.forwarder.netflow;

import java.util.Map;

/**
 * Sample intervals of exporters that do not say theirs.
 *
 * @param everyone of exporters that are not named; 0: none is known
 * @param byExporter of exporters by their address, as in {@code exporter_id}; 1 or more
 */
public record ConfiguredIntervals(int everyone, Map<String, Integer> byExporter) {

    /** Nothing is configured. */
    public static final ConfiguredIntervals NONE = new ConfiguredIntervals(0, Map.of());

    public ConfiguredIntervals {
        byExporter = Map.copyOf(byExporter);
    }

    int of(String exporter) {
        return byExporter.getOrDefault(exporter, everyone);
    }
}
