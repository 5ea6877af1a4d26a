package io.networkanalytics.forwarder.config;

import io.networkanalytics.forwarder.live.PcapStreamSettings;
import java.nio.file.Path;
import java.util.List;

/** The keys of inputs of type pcap. */
final class PcapStreamKeys {

    private static final ConfigKey FILE =
            ConfigKey.text(
                    "file",
                    PcapStreamSettings.STANDARD_INPUT,
                    "named pipe that a capture is written to; - is standard input");
    private static final ConfigKey SAMPLE_INTERVAL =
            ConfigKey.integer(
                    "sampleInterval",
                    1,
                    "packets that each packet of the capture stands for; netfilter's log messages say it themselves");

    static final List<ConfigKey> ALL =
            List.of(
                    InputReader.TYPE,
                    InputReader.NAME,
                    NflogKeys.EXPORTER,
                    FILE,
                    SAMPLE_INTERVAL,
                    NflogKeys.SAMPLE_MARK,
                    NflogKeys.DROP_MARK,
                    InputReader.HEADER_BYTES,
                    InputReader.DEAD_LETTERS_PER_SECOND);

    private PcapStreamKeys() {}

    static InputConfig read(ConfigSection section, String name) {
        PcapStreamSettings settings =
                new PcapStreamSettings(
                        Path.of(section.text(FILE)),
                        (int) section.integer(SAMPLE_INTERVAL, 1, Integer.MAX_VALUE));
        return new InputConfig.PcapStream(
                name,
                NflogKeys.exporter(section),
                settings,
                NflogKeys.marks(section),
                section.choice(InputReader.HEADER_BYTES, InputReader.BOOLEANS).equals("true"),
                (int) section.integer(InputReader.DEAD_LETTERS_PER_SECOND, 0, 1_000_000));
    }
}
