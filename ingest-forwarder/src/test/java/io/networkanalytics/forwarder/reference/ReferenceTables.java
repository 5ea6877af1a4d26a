package io.networkanalytics.forwarder.reference;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.networkanalytics.model.PacketSample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Writes what was found as tables in Markdown. */
final class ReferenceTables {

    /** First number of a group of fields to its title, as packet_sample.proto groups them. */
    private static final Map<Integer, String> GROUPS = groups();

    private final Map<String, SourceFields> protocols;
    private final StringBuilder out = new StringBuilder();

    ReferenceTables(Map<String, SourceFields> protocols) {
        this.protocols = protocols;
    }

    String write() {
        Map<String, List<FieldDescriptor>> groups = new LinkedHashMap<>();
        String title = "";
        List<FieldDescriptor> fields = new ArrayList<>(PacketSample.getDescriptor().getFields());
        fields.removeIf(FieldDescriptor::isMapField);
        for (FieldDescriptor field : fields) {
            title = GROUPS.getOrDefault(field.getNumber(), title);
            groups.computeIfAbsent(title, t -> new ArrayList<>()).add(field);
        }
        groups.forEach(this::group);
        metadata();
        return out.toString();
    }

    private void group(String title, List<FieldDescriptor> fields) {
        List<List<String>> rows = new ArrayList<>();
        for (FieldDescriptor field : fields) {
            List<String> row = new ArrayList<>();
            row.add("`" + field.getName() + "`");
            row.add(Integer.toString(field.getNumber()));
            row.add(SampleUnits.of(field));
            protocols.values().forEach(found -> row.add(cell(found, field.getName())));
            rows.add(row);
        }
        List<String> head = new ArrayList<>(List.of("field", "no.", "unit"));
        head.addAll(protocols.keySet());
        table(title, head, rows, 3);
    }

    private void metadata() {
        TreeSet<String> keys = new TreeSet<>();
        protocols.values().forEach(found -> keys.addAll(found.found()));
        keys.removeIf(key -> !key.startsWith("metadata["));
        List<List<String>> rows = new ArrayList<>();
        for (String key : keys) {
            List<String> row = new ArrayList<>(List.of("`" + key + "`"));
            protocols.values().forEach(found -> row.add(cell(found, key)));
            rows.add(row);
        }
        List<String> head = new ArrayList<>(List.of("key"));
        head.addAll(protocols.keySet());
        table("Metadata (no. 180)", head, rows, 1);
    }

    private static String cell(SourceFields found, String field) {
        return found.constantOf(field)
                .map(value -> "always `" + value + "`")
                .orElseGet(() -> String.join(", ", found.sourcesOf(field)));
    }

    /** Leaves out columns in which nothing stands. */
    private void table(String title, List<String> head, List<List<String>> rows, int fixed) {
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < head.size(); i++) {
            int column = i;
            if (i < fixed || rows.stream().anyMatch(row -> !row.get(column).isEmpty())) {
                columns.add(i);
            }
        }
        out.append("\n## ").append(title).append("\n\n");
        line(columns.stream().map(head::get).toList());
        out.append("|---".repeat(columns.size())).append("|\n");
        for (List<String> row : rows) {
            line(columns.stream().map(row::get).toList());
        }
    }

    private void line(List<String> cells) {
        cells.forEach(cell -> out.append(cell.isEmpty() ? "| " : "| " + cell + " "));
        out.append("|\n");
    }

    private static Map<Integer, String> groups() {
        Map<Integer, String> groups = new LinkedHashMap<>();
        groups.put(1, "Identity and time");
        groups.put(20, "Origin");
        groups.put(40, "Weight");
        groups.put(50, "Link and IP");
        groups.put(90, "Ports and TCP");
        groups.put(120, "UDP, ICMP and GRE");
        groups.put(140, "Payload and routing");
        groups.put(160, "Decision");
        return groups;
    }
}
