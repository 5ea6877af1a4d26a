package io.networkanalytics.rules.language;

/** What values a field has, and so which operators it goes with. */
public enum FieldType {
    /** A condition by itself. */
    BOOLEAN("boolean"),
    /** 64 bits, signed. */
    NUMBER("number"),
    /** IPv4 or IPv6. */
    ADDRESS("address"),
    /** Bytes that are UTF-8 text. */
    TEXT("text");

    private final String title;

    FieldType(String title) {
        this.title = title;
    }

    /** Lower case, as errors and the reference call it. */
    public String title() {
        return title;
    }
}
