package io.networkanalytics.forwarder.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with a file, collected while it is read. */
final class ConfigErrors {

    private final String file;
    private final List<LineError> errors = new ArrayList<>();

    ConfigErrors(String file) {
        this.file = file;
    }

    void add(int line, String message) {
        errors.add(new LineError(line, message));
    }

    /**
     * Ends the reading.
     *
     * @throws ConfigException if anything was added, in the order of the file
     */
    void throwIfAny() {
        if (!errors.isEmpty()) {
            throw new ConfigException(
                    errors.stream()
                            .sorted(Comparator.comparingInt(LineError::line))
                            .map(error -> file + ":" + error.line() + ": " + error.message())
                            .toList());
        }
    }

    private record LineError(int line, String message) {}
}
