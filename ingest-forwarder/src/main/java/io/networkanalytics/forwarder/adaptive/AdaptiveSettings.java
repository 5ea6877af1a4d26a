package io.networkanalytics.forwarder.adaptive;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * When to thin, and how.
 *
 * @param samplesPerSecond that one target may have, above which it is thinned; 0 turns thinning off
 * @param maxInterval by which a sample's own interval is multiplied at most, 1 or more
 * @param maxTargets that are told apart at once, 1 or more; further ones share one limit
 * @param prefixes file with a JSON object a line, as on the topic of accounts; empty: none
 * @param unsampled what samples of mode UNSAMPLED become when they are thinned
 * @param seed of all decisions. Forwarders that see the same flows need the same, to keep the same
 *     ones
 */
public record AdaptiveSettings(
        int samplesPerSecond,
        int maxInterval,
        int maxTargets,
        Path prefixes,
        UnsampledBecome unsampled,
        long seed) {

    public static final int DEFAULT_MAX_INTERVAL = 65_536;

    public static final int DEFAULT_MAX_TARGETS = 65_536;

    /** Nothing is thinned. */
    public static final AdaptiveSettings OFF = of(0);

    public AdaptiveSettings {
        requireNonNull(prefixes, "prefixes");
        requireNonNull(unsampled, "unsampled");
        if (samplesPerSecond < 0 || maxInterval < 1 || maxTargets < 1) {
            throw new IllegalArgumentException(
                    "samplesPerSecond "
                            + samplesPerSecond
                            + " must be 0 or more, maxInterval "
                            + maxInterval
                            + " and maxTargets "
                            + maxTargets
                            + " 1 or more");
        }
    }

    /** Defaults for all but the rate. */
    public static AdaptiveSettings of(int samplesPerSecond) {
        return new AdaptiveSettings(
                samplesPerSecond,
                DEFAULT_MAX_INTERVAL,
                DEFAULT_MAX_TARGETS,
                Path.of(""),
                UnsampledBecome.RANDOM,
                0);
    }

    /** Whether anything is thinned. */
    public boolean on() {
        return samplesPerSecond > 0;
    }
}
