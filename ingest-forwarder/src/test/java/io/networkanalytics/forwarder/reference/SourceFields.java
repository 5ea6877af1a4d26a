package io.networkanalytics.forwarder.reference;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.networkanalytics.model.PacketSample;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which fields of a sample follow which fields of a protocol. Found by decoding messages in which
 * one field has another value, and looking at what differs in the samples.
 */
public final class SourceFields {

    /** Makes samples of messages that it writes with the values of a variation. */
    public interface Scene {
        List<PacketSample> samples(Variation fields);
    }

    /** What tests give their decoders. */
    private static final Set<String> OF_THE_FORWARDER = Set.of("exporter_id", "received_at_nanos");

    private final Map<String, Set<String>> sources = new TreeMap<>();
    private final Map<String, List<Object>> usual = new TreeMap<>();
    private int scenes;
    private final Set<String> varied = new LinkedHashSet<>();
    private final Set<String> effective = new LinkedHashSet<>();

    /** Varies every field that the scene names, one at a time. */
    public SourceFields observe(Scene scene) {
        Variation asUsual = new Variation(null, 0);
        List<PacketSample> before = scene.samples(asUsual);
        if (before.isEmpty()) {
            throw new AssertionError("the scene with " + asUsual.alternatives() + " has no sample");
        }
        scenes++;
        values(before.get(before.size() - 1))
                .forEach(
                        (field, value) ->
                                usual.computeIfAbsent(field, f -> new ArrayList<>()).add(value));
        asUsual.alternatives()
                .forEach(
                        (field, count) -> {
                            varied.add(field);
                            for (int i = 0; i < count; i++) {
                                compare(field, before, scene.samples(new Variation(field, i)));
                            }
                        });
        return this;
    }

    private void compare(String field, List<PacketSample> before, List<PacketSample> after) {
        if (before.size() != after.size()) {
            throw new AssertionError(
                    field + " makes " + after.size() + " samples of " + before.size());
        }
        for (int i = 0; i < before.size(); i++) {
            Map<String, Object> one = values(before.get(i));
            Map<String, Object> other = values(after.get(i));
            Set<String> names = new LinkedHashSet<>(one.keySet());
            names.addAll(other.keySet());
            for (String name : names) {
                if (!one.getOrDefault(name, "").equals(other.getOrDefault(name, ""))) {
                    effective.add(field);
                    sources.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(field);
                }
            }
        }
    }

    /** What is set, by name; a key of the metadata counts as a field. */
    public static Map<String, Object> values(PacketSample sample) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<FieldDescriptor, Object> field : sample.getAllFields().entrySet()) {
            if (!field.getKey().isMapField()) {
                values.put(field.getKey().getName(), field.getValue());
            }
        }
        sample.getMetadataMap().forEach((key, value) -> values.put(metadata(key), value));
        return values;
    }

    /** A key of the metadata, as SQL writes it. */
    static String metadata(String key) {
        return "metadata['" + key + "']";
    }

    /** Fields of samples that depend on something. */
    Set<String> found() {
        return sources.keySet();
    }

    public Collection<String> sourcesOf(String sampleField) {
        return sources.getOrDefault(sampleField, Set.of());
    }

    /** The value that a field has in all scenes; empty if it depends on something. */
    public Optional<Object> constantOf(String sampleField) {
        List<Object> values = usual.getOrDefault(sampleField, List.of());
        boolean constant =
                values.size() == scenes
                        && Set.copyOf(values).size() == 1
                        && !sources.containsKey(sampleField)
                        && !OF_THE_FORWARDER.contains(sampleField);
        return constant ? Optional.of(values.get(0)) : Optional.empty();
    }

    /**
     * This one, without the constants of fields that follow the headers of a packet: those are the
     * headers of the packet that the scenes carry.
     */
    SourceFields exceptConstantsOf(SourceFields headers) {
        usual.keySet().removeAll(headers.sources.keySet());
        return this;
    }

    /** Fields of the protocol that were varied and changed no sample. */
    public List<String> withoutEffect() {
        List<String> left = new ArrayList<>(varied);
        left.removeAll(effective);
        return left;
    }
}
