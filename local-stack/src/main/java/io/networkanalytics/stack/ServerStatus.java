package io.networkanalytics.stack;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How one server is.
 *
 * @param name for example {@code taskmanager-1}
 * @param pid process id if it runs
 * @param address where it can be reached
 * @param trouble what is wrong; empty if it answers
 * @param log its log file
 */
public record ServerStatus(
        String name, Optional<Long> pid, String address, Optional<String> trouble, Path log) {}
