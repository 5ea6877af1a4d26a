package io.networkanalytics.job;

import io.networkanalytics.model.Site;
import io.networkanalytics.model.codec.MalformedRecordException;
import io.networkanalytics.model.codec.SiteCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The file with the attributes of the sites, where the job is submitted. */
final class SitesFile {

    private SitesFile() {}

    /**
     * Reads it.
     *
     * @param file its path; "" is no site
     * @return the sites by code
     * @throws IllegalArgumentException if it is wrong in any way; the message has a line for each
     *     problem
     */
    static Map<String, Site> read(String file) {
        if (file.isEmpty()) {
            return Map.of();
        }
        try {
            return SiteCodec.decode(Files.readString(Path.of(file)));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "cannot be read where the job is submitted (" + e.getMessage() + ")", e);
        } catch (MalformedRecordException e) {
            throw new IllegalArgumentException(
                    ("is wrong:\n" + e.getMessage()).replace("\n", "\n    "), e);
        }
    }

    /** What is wrong with a file; empty if nothing is. */
    static Optional<String> problem(String file) {
        try {
            read(file);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }
}
