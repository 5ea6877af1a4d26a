package io.networkanalytics.forwarder.config;

import io.networkanalytics.forwarder.adaptive.AccountPrefixes;
import io.networkanalytics.forwarder.adaptive.AdaptiveSettings;
import io.networkanalytics.forwarder.adaptive.UnsampledBecome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads {@code adaptive}. */
final class AdaptiveReader {

    private static final ConfigKey SAMPLES_PER_SECOND =
            ConfigKey.integer(
                    "samplesPerSecond",
                    0,
                    "of one destination (account, or /24 and /48 of none) above which its samples are thinned and"
                            + " sample_interval multiplied; 0: never");
    private static final ConfigKey MAX_INTERVAL =
            ConfigKey.integer(
                    "maxInterval",
                    AdaptiveSettings.DEFAULT_MAX_INTERVAL,
                    "by which sample_interval is multiplied at most");
    private static final ConfigKey MAX_TARGETS =
            ConfigKey.integer(
                    "maxTargets",
                    AdaptiveSettings.DEFAULT_MAX_TARGETS,
                    "destinations that are told apart at once; further ones share one limit");
    private static final ConfigKey PREFIXES =
            ConfigKey.text(
                    "prefixes",
                    "",
                    "file that says which prefix is whose account: a JSON object a line with prefix and account");
    private static final ConfigKey UNSAMPLED =
            ConfigKey.text(
                    "unsampled",
                    "random",
                    "how samples of mode UNSAMPLED are thinned: random (each alone) or flow_consistent");
    private static final ConfigKey SEED =
            ConfigKey.integer(
                    "seed",
                    0,
                    "of all decisions; forwarders that see the same flows need the same to keep the same ones");

    static final List<ConfigKey> KEYS =
            List.of(SAMPLES_PER_SECOND, MAX_INTERVAL, MAX_TARGETS, PREFIXES, UNSAMPLED, SEED);

    private AdaptiveReader() {}

    static AdaptiveSettings read(ConfigSection section) {
        int samplesPerSecond = (int) section.integer(SAMPLES_PER_SECOND, 0, 1_000_000_000);
        int maxInterval = (int) section.integer(MAX_INTERVAL, 1, 1 << 30);
        int maxTargets = (int) section.integer(MAX_TARGETS, 1, 10_000_000);
        Path prefixes = Path.of(section.text(PREFIXES));
        try {
            AccountPrefixes.read(prefixes);
        } catch (IOException e) {
            section.error(
                    PREFIXES,
                    "'prefixes' is '"
                            + prefixes
                            + "', must be a file with a JSON object a line: "
                            + e.getMessage());
        }
        String unsampled = section.choice(UNSAMPLED, List.of("random", "flow_consistent"));
        long seed = section.integer(SEED, Long.MIN_VALUE, Long.MAX_VALUE);
        section.rejectUnknownKeys();
        return new AdaptiveSettings(
                samplesPerSecond,
                maxInterval,
                maxTargets,
                prefixes,
                unsampled.equals("random")
                        ? UnsampledBecome.RANDOM
                        : UnsampledBecome.FLOW_CONSISTENT,
                seed);
    }
}
