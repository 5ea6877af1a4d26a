package io.networkanalytics.forwarder.config;

import io.networkanalytics.forwarder.linux.HostName;
import io.networkanalytics.forwarder.nflog.MarkBits;
import io.networkanalytics.forwarder.nflog.NflogSettings;
import java.util.List;

/** The keys of inputs of type nflog. */
final class NflogKeys {

    static final ConfigKey EXPORTER =
            ConfigKey.text(
                    "exporter", "", "exporter of the samples; the host's name, if not given");
    static final ConfigKey NETWORK_NAMESPACE =
            ConfigKey.text(
                    "networkNamespace",
                    "",
                    "name (ip netns) or path of the network namespace; the forwarder's own, if not given");
    static final ConfigKey SAMPLE_MARK =
            ConfigKey.text(
                    "sampleMark",
                    "0",
                    "bits of the packet mark that the sampling rule sets; a packet logged without them counts for its"
                            + " reason and for no volume. 0: all logged packets were sampled");
    static final ConfigKey DROP_MARK =
            ConfigKey.text(
                    "dropMark",
                    "0",
                    "bits of the packet mark that are set when the packet is dropped after it was logged, its outcome."
                            + " 0: the outcome is the verdict");

    private static final ConfigKey GROUP =
            ConfigKey.integer("group", 5, "NFLOG group that the rules log to");
    private static final ConfigKey COPY_RANGE =
            ConfigKey.integer(
                    "copyRange",
                    NflogSettings.DEFAULT_COPY_RANGE,
                    "bytes of a packet that the kernel hands over at most");
    private static final ConfigKey RECEIVE_BUFFER_BYTES =
            ConfigKey.integer(
                    "receiveBufferBytes",
                    NflogSettings.DEFAULT_RECEIVE_BUFFER_BYTES,
                    "receive buffer of the socket; net.core.rmem_max does not limit it");
    private static final ConfigKey QUEUE_THRESHOLD =
            ConfigKey.integer(
                    "queueThreshold",
                    NflogSettings.DEFAULT_QUEUE_THRESHOLD,
                    "messages that the kernel gathers before it hands them over");
    private static final ConfigKey QUEUE_TIMEOUT_MILLIS =
            ConfigKey.integer(
                    "queueTimeoutMillis",
                    NflogSettings.DEFAULT_QUEUE_TIMEOUT_MILLIS,
                    "after which the kernel hands over what it has gathered, in steps of 10");

    static final List<ConfigKey> ALL =
            List.of(
                    InputReader.TYPE,
                    InputReader.NAME,
                    EXPORTER,
                    GROUP,
                    NETWORK_NAMESPACE,
                    SAMPLE_MARK,
                    DROP_MARK,
                    COPY_RANGE,
                    RECEIVE_BUFFER_BYTES,
                    QUEUE_THRESHOLD,
                    QUEUE_TIMEOUT_MILLIS,
                    InputReader.HEADER_BYTES,
                    InputReader.DEAD_LETTERS_PER_SECOND);

    private NflogKeys() {}

    static InputConfig read(ConfigSection section, String name) {
        NflogSettings settings =
                new NflogSettings(
                        (int) section.integer(GROUP, 0, 0xFFFF),
                        section.text(NETWORK_NAMESPACE),
                        (int) section.integer(COPY_RANGE, 1, 0xFFFF),
                        (int) section.integer(RECEIVE_BUFFER_BYTES, 4096, 1 << 30),
                        (int) section.integer(QUEUE_THRESHOLD, 1, 1_000_000),
                        (int) section.integer(QUEUE_TIMEOUT_MILLIS, 10, 60_000));
        return new InputConfig.Nflog(
                name,
                exporter(section),
                settings,
                marks(section),
                section.choice(InputReader.HEADER_BYTES, InputReader.BOOLEANS).equals("true"),
                (int) section.integer(InputReader.DEAD_LETTERS_PER_SECOND, 0, 1_000_000));
    }

    static String exporter(ConfigSection section) {
        String exporter = section.text(EXPORTER);
        return exporter.isEmpty() ? HostName.read() : exporter;
    }

    static MarkBits marks(ConfigSection section) {
        return new MarkBits(bits(section, SAMPLE_MARK), bits(section, DROP_MARK));
    }

    private static int bits(ConfigSection section, ConfigKey key) {
        String text = section.text(key);
        try {
            long bits = Long.decode(text);
            if (bits >= 0 && bits <= 0xFFFF_FFFFL) {
                return (int) bits;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        section.error(
                key, "'" + key.name() + "' is '" + text + "', must be bits of 32, such as 0x1");
        return 0;
    }
}
