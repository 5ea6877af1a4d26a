package io.networkanalytics.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@link ServerSlot} must know of one kind of server: how to start it and how to see that it
 * is ready.
 */
interface Server {
    /** Name in messages, of its log and of its folder, for example {@code taskmanager-1}. */
    String name();

    /** Names of the ports that it listens on, for example {@code http}. */
    List<String> ports();

    /** Where it can be reached, for people. */
    String address();

    /**
     * Writes its configuration and says how it is started. Called before every start, with data of
     * an earlier one in place.
     *
     * @param home folder for configuration and data; exists
     * @param ports a free port for each name of {@link #ports}
     */
    List<String> prepare(Path home, Map<String, Integer> ports);

    /** Empty if it is ready for work, else what is missing. Answers within a few seconds. */
    Optional<String> missing();
}
