package io.networkanalytics.forwarder.config;

/**
 * A key of the configuration. What is written here is what {@code check} enforces and {@code check
 * --keys} prints.
 *
 * @param name as in the file
 * @param type what stands behind it, for people
 * @param fallback its default as text; {@link #REQUIRED} if there is none
 * @param description one sentence
 */
record ConfigKey(String name, String type, String fallback, String description) {

    /** Marks a key that must be given. */
    static final String REQUIRED = "required";

    static ConfigKey text(String name, String fallback, String description) {
        return new ConfigKey(name, "text", fallback, description);
    }

    static ConfigKey integer(String name, long fallback, String description) {
        return new ConfigKey(name, "integer", Long.toString(fallback), description);
    }

    boolean required() {
        return fallback.equals(REQUIRED);
    }
}
