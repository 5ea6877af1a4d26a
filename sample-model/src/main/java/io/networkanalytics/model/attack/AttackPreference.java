package io.networkanalytics.model.attack;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an account wants of attack detection.
 *
 * @param sensitivity of all vectors that have none of their own
 * @param byVector sensitivity by name of the vector
 * @param block whether rules against attacks block; otherwise they only log
 */
public record AttackPreference(
        Sensitivity sensitivity, Map<String, Sensitivity> byVector, boolean block) {

    /** How much stronger than the table of vectors says an attack has to be. */
    public enum Sensitivity {
        /** As the table says. */
        DEFAULT(1),
        /** Three times. */
        MEDIUM(3),
        /** Ten times. */
        LOW(10),
        /** Nothing is an attack. */
        OFF(Double.POSITIVE_INFINITY);

        private final double factor;

        Sensitivity(double factor) {
            this.factor = factor;
        }

        /** What thresholds are multiplied with. */
        public double factor() {
            return factor;
        }

        /**
         * Reads {@code default}, {@code medium}, {@code low} or {@code off}.
         *
         * @throws IllegalArgumentException if it is none of them
         */
        public static Sensitivity parse(String text) {
            for (Sensitivity value : values()) {
                if (value.text().equals(text)) {
                    return value;
                }
            }
            throw new IllegalArgumentException(
                    "sensitivity is '" + text + "', but must be default, medium, low or off");
        }

        private String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Of an account that has said nothing: detect as the table says, and only log. */
    public static final AttackPreference NONE =
            new AttackPreference(Sensitivity.DEFAULT, Map.of(), false);

    private static final String BLOCK = "block";
    private static final char SEPARATOR = ';';

    /** The text travels with every sample; there are no more vectors. */
    private static final int MOST_VECTORS = 63;

    private static final int LONGEST_NAME = 100;

    public AttackPreference {
        requireNonNull(sensitivity, "sensitivity");
        byVector = Map.copyOf(byVector);
        if (byVector.size() > MOST_VECTORS) {
            throw new IllegalArgumentException(
                    "sensitivity is said of "
                            + byVector.size()
                            + " vectors, but there are at most "
                            + MOST_VECTORS);
        }
        for (String vector : byVector.keySet()) {
            if (vector.isEmpty() || vector.indexOf(SEPARATOR) >= 0 || vector.indexOf('=') >= 0) {
                throw new IllegalArgumentException("'" + vector + "' is no name of a vector");
            }
            if (vector.length() > LONGEST_NAME) {
                throw new IllegalArgumentException(
                        "the name of a vector has "
                                + vector.length()
                                + " characters, but may have "
                                + LONGEST_NAME);
            }
        }
    }

    /**
     * How sensitive detection is.
     *
     * @param vector name of a vector
     */
    public Sensitivity of(String vector) {
        return byVector.getOrDefault(vector, sensitivity);
    }

    /** A short text that travels with samples: "" for {@link #NONE}; {@link #parse} reads it. */
    public String text() {
        if (equals(NONE)) {
            return "";
        }
        StringBuilder text = new StringBuilder(sensitivity.text());
        if (block) {
            text.append(SEPARATOR).append(BLOCK);
        }
        new TreeMap<>(byVector)
                .forEach(
                        (vector, own) ->
                                text.append(SEPARATOR)
                                        .append(vector)
                                        .append('=')
                                        .append(own.text()));
        return text.toString();
    }

    /**
     * Whether a text asks for rules that block; for every sample, so nothing is made for it.
     *
     * @param text as {@link #text} writes it
     */
    public static boolean blocks(String text) {
        return text.endsWith(SEPARATOR + BLOCK) || text.contains(SEPARATOR + BLOCK + SEPARATOR);
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static AttackPreference parse(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        String[] parts = text.split(String.valueOf(SEPARATOR), -1);
        boolean block = false;
        Map<String, Sensitivity> byVector = new TreeMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].lastIndexOf('=');
            if (equals < 0) {
                block |= parts[i].equals(BLOCK);
            } else {
                byVector.put(
                        parts[i].substring(0, equals),
                        Sensitivity.parse(parts[i].substring(equals + 1)));
            }
        }
        return new AttackPreference(Sensitivity.parse(parts[0]), byVector, block);
    }
}
