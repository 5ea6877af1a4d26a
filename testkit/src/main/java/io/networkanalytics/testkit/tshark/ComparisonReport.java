package io.networkanalytics.testkit.tshark;

import io.networkanalytics.model.packet.DecodeResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a comparison with tshark found, over any number of captures. Thread-safe. */
public final class ComparisonReport {
    private final List<Mismatch> mismatches = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Long> deadLetters = new TreeMap<>();
    private final Map<String, Long> excluded = new TreeMap<>();
    private long files;
    private long packets;
    private long fieldsCompared;

    synchronized void file() {
        files++;
    }

    synchronized void packet(DecodeResult result) {
        packets++;
        if (result.malformed()) {
            deadLetters.merge(result.text(), 1L, Long::sum);
        }
    }

    synchronized void compared(int fields) {
        fieldsCompared += fields;
    }

    synchronized void mismatch(Mismatch mismatch) {
        mismatches.add(mismatch);
    }

    synchronized void excluded(String reason) {
        excluded.merge(reason, 1L, Long::sum);
    }

    synchronized void note(String note) {
        notes.add(note);
    }

    public synchronized long packets() {
        return packets;
    }

    public synchronized long fieldsCompared() {
        return fieldsCompared;
    }

    public synchronized List<Mismatch> mismatches() {
        return List.copyOf(mismatches);
    }

    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder();
        notes.forEach(note -> text.append("note      ").append(note).append('\n'));
        mismatches.forEach(mismatch -> text.append("MISMATCH  ").append(mismatch).append('\n'));
        excluded.forEach(
                (reason, count) ->
                        text.append(String.format("excluded  %,d fields: %s%n", count, reason)));
        deadLetters.forEach(
                (reason, count) ->
                        text.append(String.format("malformed %,d packets: %s%n", count, reason)));
        return text.append(
                        String.format(
                                "%,d files, %,d packets, %,d fields compared, %,d mismatches%n",
                                files, packets, fieldsCompared, mismatches.size()))
                .toString();
    }
}
