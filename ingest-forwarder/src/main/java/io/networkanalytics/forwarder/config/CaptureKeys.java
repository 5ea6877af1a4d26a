package io.networkanalytics.forwarder.config;

import io.networkanalytics.forwarder.live.LiveCaptureSettings;
import io.networkanalytics.forwarder.live.LiveCaptureSettings.Direction;
import java.util.List;
import java.util.Locale;

/** The keys of inputs of type capture. */
final class CaptureKeys {

    private static final int MAX_SNAP_LENGTH = 262_144;
    private static final List<String> DIRECTIONS = List.of("both", "in", "out");

    private static final ConfigKey INTERFACE =
            ConfigKey.text("interface", ConfigKey.REQUIRED, "interface to capture, or any");
    private static final ConfigKey FILTER =
            ConfigKey.text(
                    "filter", "", "packets to capture, as in pcap-filter(7); all, if not given");
    private static final ConfigKey DIRECTION =
            ConfigKey.text(
                    "direction",
                    "both",
                    "both, in or out, as seen from the interface; in and out become ingress and egress");
    private static final ConfigKey SNAP_LENGTH =
            ConfigKey.integer(
                    "snapLength",
                    LiveCaptureSettings.DEFAULT_SNAP_LENGTH,
                    "bytes of a packet that are captured at most");
    private static final ConfigKey PROMISCUOUS =
            ConfigKey.text("promiscuous", "false", "true: also what is for other hosts");
    private static final ConfigKey BUFFER_BYTES =
            ConfigKey.integer(
                    "bufferBytes",
                    LiveCaptureSettings.DEFAULT_BUFFER_BYTES,
                    "the kernel's ring: what it holds while this does not keep up");
    private static final ConfigKey SAMPLE_INTERVAL =
            ConfigKey.integer(
                    "sampleInterval", 1, "one of so many packets is kept, at random. 1: all");

    static final List<ConfigKey> ALL =
            List.of(
                    InputReader.TYPE,
                    InputReader.NAME,
                    NflogKeys.EXPORTER,
                    INTERFACE,
                    NflogKeys.NETWORK_NAMESPACE,
                    FILTER,
                    DIRECTION,
                    SNAP_LENGTH,
                    PROMISCUOUS,
                    BUFFER_BYTES,
                    SAMPLE_INTERVAL,
                    InputReader.HEADER_BYTES,
                    InputReader.DEAD_LETTERS_PER_SECOND);

    private CaptureKeys() {}

    static InputConfig read(ConfigSection section, String name) {
        LiveCaptureSettings settings =
                new LiveCaptureSettings(
                        section.text(INTERFACE),
                        section.text(NflogKeys.NETWORK_NAMESPACE),
                        section.text(FILTER),
                        (int) section.integer(SNAP_LENGTH, 1, MAX_SNAP_LENGTH),
                        section.choice(PROMISCUOUS, InputReader.BOOLEANS).equals("true"),
                        Direction.valueOf(
                                section.choice(DIRECTION, DIRECTIONS).toUpperCase(Locale.ROOT)),
                        (int) section.integer(BUFFER_BYTES, 65_536, 1 << 30),
                        (int) section.integer(SAMPLE_INTERVAL, 1, Integer.MAX_VALUE));
        return new InputConfig.Capture(
                name,
                NflogKeys.exporter(section),
                settings,
                section.choice(InputReader.HEADER_BYTES, InputReader.BOOLEANS).equals("true"),
                (int) section.integer(InputReader.DEAD_LETTERS_PER_SECOND, 0, 1_000_000));
    }
}
