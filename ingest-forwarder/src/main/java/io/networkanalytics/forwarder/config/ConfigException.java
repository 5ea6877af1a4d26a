package io.networkanalytics.forwarder.config;

import java.util.List;

/** A configuration that cannot be used; holds all that is wrong with it, each with its line. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> errors;

    ConfigException(List<String> errors) {
        super(String.join(System.lineSeparator(), errors));
        this.errors = List.copyOf(errors);
    }

    /** One message an error, in the order of the file. */
    public List<String> errors() {
        return errors;
    }
}
