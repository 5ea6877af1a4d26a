package io.networkanalytics.testkit.exporters;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a comparison of exporters' datagrams with tshark found. */
public final class ExporterReport {

    private static final int SHOWN = 100;

    /** One field of one record that we read otherwise than tshark. */
    public record Difference(
            String file, long frame, int record, String field, String ours, String theirs) {
        @Override
        public String toString() {
            return file
                    + " frame "
                    + frame
                    + " record "
                    + record
                    + " "
                    + field
                    + ": ours "
                    + ours
                    + ", tshark "
                    + theirs;
        }
    }

    /**
     * What was compared of one file, or of one folder of datagrams.
     *
     * @param name below the folder that is compared
     */
    public record FileCounts(
            String name, long datagrams, long records, long fields, long mismatches) {}

    private record FieldCounts(long compared, long mismatches) {
        FieldCounts plus(FieldCounts other) {
            return new FieldCounts(compared + other.compared, mismatches + other.mismatches);
        }
    }

    private final List<Difference> differences = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, FieldCounts> byField = new TreeMap<>();
    private final Map<String, Long> malformed = new TreeMap<>();
    private final Map<String, Long> excluded = new TreeMap<>();
    private long files;
    private long datagrams;
    private long records;
    private long fields;
    private FileCounts fileStart = new FileCounts("", 0, 0, 0, 0);

    /** A file begins. */
    void file(String name) {
        files++;
        fileStart = new FileCounts(name, datagrams, records, fields, differences.size());
    }

    /** Of the file since it began. */
    FileCounts fileCounts() {
        return new FileCounts(
                fileStart.name(),
                datagrams - fileStart.datagrams(),
                records - fileStart.records(),
                fields - fileStart.fields(),
                differences.size() - fileStart.mismatches());
    }

    void note(String note) {
        notes.add(note);
    }

    void field(String field, boolean same) {
        byField.merge(field, new FieldCounts(1, same ? 0 : 1), FieldCounts::plus);
    }

    void datagram() {
        datagrams++;
    }

    void record(int fieldsCompared) {
        records++;
        fields += fieldsCompared;
    }

    void malformed(String reason) {
        malformed.merge(reason, 1L, Long::sum);
    }

    void excluded(String reason, int count) {
        if (count > 0) {
            excluded.merge(reason, (long) count, Long::sum);
        }
    }

    void difference(Difference difference) {
        differences.add(difference);
    }

    public long datagrams() {
        return datagrams;
    }

    public long records() {
        return records;
    }

    public long fields() {
        return fields;
    }

    public Map<String, Long> malformed() {
        return Map.copyOf(malformed);
    }

    public List<Difference> differences() {
        return List.copyOf(differences);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        byField.forEach(
                (field, counts) ->
                        text.append(
                                String.format(
                                        "field     %-20s %,12d compared %,8d mismatches%n",
                                        field, counts.compared(), counts.mismatches())));
        notes.forEach(note -> text.append("note      ").append(note).append('\n'));
        differences.stream()
                .limit(SHOWN)
                .forEach(difference -> text.append("MISMATCH  ").append(difference).append('\n'));
        if (differences.size() > SHOWN) {
            text.append(String.format("          and %,d more%n", differences.size() - SHOWN));
        }
        excluded.forEach(
                (reason, count) -> text.append(String.format("excluded  %,d %s%n", count, reason)));
        malformed.forEach(
                (reason, count) ->
                        text.append(String.format("malformed %,d datagrams: %s%n", count, reason)));
        return text.append(
                        String.format(
                                "%,d files, %,d datagrams, %,d records, %,d fields compared, %,d mismatches%n",
                                files, datagrams, records, fields, differences.size()))
                .toString();
    }
}
