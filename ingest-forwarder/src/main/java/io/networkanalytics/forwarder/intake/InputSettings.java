package io.networkanalytics.forwarder.intake;

/**
 * What is the same for all samples of an input.
 *
 * @param name its name in the configuration: a metric label and the start of a dead letter's origin
 * @param sourceSystem {@code source_system} of samples that do not name theirs
 * @param colo name of the site, for samples that do not name theirs; may be empty
 * @param deadLettersPerSecond dead letters kept a second of one exporter and reason; {@link
 *     #UNLIMITED} keeps all. What anybody can send (UDP) is limited: it must not fill the topic
 */
public record InputSettings(
        String name, String sourceSystem, String colo, int deadLettersPerSecond) {

    /** Every dead letter is kept. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    public InputSettings {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an input needs a name");
        }
        if (deadLettersPerSecond < 0) {
            throw new IllegalArgumentException(
                    "input "
                            + name
                            + ": deadLettersPerSecond is "
                            + deadLettersPerSecond
                            + ", must be 0 or more");
        }
    }
}
