package io.networkanalytics.job.attack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.rules.ExpressionTable;
import io.networkanalytics.rules.language.ExpressionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The vectors in their order, and which of them a packet belongs to. For one thread. */
public final class VectorTable {

    private static final int IDS = 64;

    private final List<Vector> ordered;
    private final Vector[] byId = new Vector[IDS];
    private final ExpressionTable expressions;

    /**
     * A table.
     *
     * @param vectors in the order in which they are asked
     * @throws IllegalArgumentException if an id stands twice or an expression is refused
     */
    public VectorTable(List<Vector> vectors) {
        ordered = List.copyOf(vectors);
        for (Vector vector : ordered) {
            if (byId[vector.id()] != null) {
                throw new IllegalArgumentException("vector id " + vector.id() + " stands twice");
            }
            byId[vector.id()] = vector;
        }
        try {
            expressions = new ExpressionTable(ordered.stream().map(Vector::expression).toList());
        } catch (ExpressionException e) {
            throw new IllegalArgumentException("a vector's expression: " + e.getMessage(), e);
        }
    }

    /**
     * The table that comes with the job, {@code vectors.json}.
     *
     * @return a table of its own for each caller
     */
    public static VectorTable standard() {
        try (InputStream json = VectorTable.class.getResourceAsStream("vectors.json")) {
            List<Vector> vectors = new ArrayList<>();
            for (JsonNode node : new ObjectMapper().readTree(json)) {
                vectors.add(
                        new Vector(
                                node.path("id").asInt(),
                                node.path("name").asText(),
                                node.path("expression").asText(),
                                node.path("packets_per_second").asLong(),
                                node.path("bits_per_second").asLong(),
                                node.path("amplifier_port").asInt(-1)));
            }
            return new VectorTable(vectors);
        } catch (IOException e) {
            throw new UncheckedIOException("vectors.json in the job's jar", e);
        }
    }

    /** All vectors in their order. */
    public List<Vector> vectors() {
        return ordered;
    }

    /** The vector of an id that {@link #classify} gave. */
    Vector of(int id) {
        return byId[id];
    }

    /**
     * Which vector a packet belongs to.
     *
     * @return its id; 0 for what is not IP
     */
    int classify(AnnotatedSample sample) {
        int at = expressions.firstMatch(sample);
        return at < 0 ? 0 : ordered.get(at).id();
    }
}
