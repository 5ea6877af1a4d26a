package io.networkanalytics.testkit.exporters;

import io.networkanalytics.model.PacketSample;
import java.util.Map;
import java.util.function.Function;

/**
 * One field, as we decode it and as tshark shows it, both as text.
 *
 * @param theirs gets the fields of the header and those of the record; null if they do not tell
 */
record RecordCheck(String field, Function<PacketSample, String> ours, Theirs theirs) {

    /** Reads what tshark shows. */
    @FunctionalInterface
    interface Theirs {
        String read(Map<String, String> header, Map<String, String> record);
    }
}
