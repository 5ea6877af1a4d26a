package io.networkanalytics.forwarder.config;

import io.networkanalytics.forwarder.intake.MetadataBounds;
import io.networkanalytics.forwarder.ship.KafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads and checks a configuration file; this is the only place that knows its keys. */
public final class ConfigReader {

    private static final List<String> COMPRESSIONS =
            List.of("lz4", "zstd", "snappy", "gzip", "none");

    private static final ConfigKey COLO =
            ConfigKey.text("colo", "", "name of the site, the colo of its samples");
    private static final ConfigKey MAX_EXPORTERS =
            ConfigKey.integer(
                    "maxExporters",
                    1000,
                    "exporters with a sequence and metrics of their own; further ones share");
    private static final ConfigKey DRAIN_SECONDS =
            ConfigKey.integer(
                    "drainSeconds", 30, "how long a stop may take to ship what was received");
    private static final ConfigKey METADATA =
            new ConfigKey("metadata", "a mapping", "{}", "bounds of metadata");
    private static final ConfigKey MAX_KEYS =
            ConfigKey.integer("maxKeys", 32, "keys that a sample keeps");
    private static final ConfigKey MAX_BYTES =
            ConfigKey.integer("maxBytes", 4096, "bytes of keys and values that a sample keeps");
    private static final ConfigKey KAFKA =
            new ConfigKey("kafka", "a mapping", ConfigKey.REQUIRED, "where samples go");
    private static final ConfigKey BOOTSTRAP_SERVERS =
            ConfigKey.text(
                    "bootstrapServers",
                    ConfigKey.REQUIRED,
                    "host:port of some brokers, comma separated");
    private static final ConfigKey COMPRESSION =
            ConfigKey.text(
                    "compression",
                    KafkaSettings.DEFAULT_COMPRESSION,
                    "lz4, zstd, snappy, gzip or none");
    private static final ConfigKey LINGER_MILLIS =
            ConfigKey.integer(
                    "lingerMillis",
                    KafkaSettings.DEFAULT_LINGER_MILLIS,
                    "how long a batch may wait to become fuller");
    private static final ConfigKey BATCH_BYTES =
            ConfigKey.integer(
                    "batchBytes",
                    KafkaSettings.DEFAULT_BATCH_BYTES,
                    "bytes of a batch of one partition");
    private static final ConfigKey MAX_IN_FLIGHT_BYTES =
            ConfigKey.integer(
                    "maxInFlightBytes",
                    KafkaSettings.DEFAULT_MAX_IN_FLIGHT_BYTES,
                    "bytes sent and not acknowledged at which inputs have to wait");
    private static final ConfigKey PROPERTIES =
            new ConfigKey(
                    "properties",
                    "a mapping",
                    "{}",
                    "further properties of the Kafka producer (TLS, SASL); never printed");
    private static final ConfigKey SPOOL =
            new ConfigKey("spool", "a mapping", "{}", "where samples wait until Kafka has them");
    private static final ConfigKey ADAPTIVE =
            new ConfigKey("adaptive", "a mapping", "{}", "thinning of what is too much");
    private static final ConfigKey HTTP =
            ConfigKey.text("http", "127.0.0.1:9310", "address of metrics and health");
    private static final ConfigKey INPUTS =
            new ConfigKey(
                    "inputs", "a list of mappings", ConfigKey.REQUIRED, "where samples come from");

    private static final List<ConfigKey> TOP =
            List.of(
                    COLO,
                    MAX_EXPORTERS,
                    DRAIN_SECONDS,
                    METADATA,
                    KAFKA,
                    SPOOL,
                    ADAPTIVE,
                    HTTP,
                    INPUTS);
    private static final List<ConfigKey> METADATA_KEYS = List.of(MAX_KEYS, MAX_BYTES);
    private static final List<ConfigKey> KAFKA_KEYS =
            List.of(
                    BOOTSTRAP_SERVERS,
                    COMPRESSION,
                    LINGER_MILLIS,
                    BATCH_BYTES,
                    MAX_IN_FLIGHT_BYTES,
                    PROPERTIES);

    private ConfigReader() {}

    /**
     * @param file the configuration
     * @throws ConfigException with all errors, if it cannot be used
     */
    public static ForwarderConfig read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new ConfigException(List.of(file + ": cannot be read: " + e));
        }
        return read(file.toString(), text);
    }

    static ForwarderConfig read(String file, String text) {
        ConfigErrors errors = new ConfigErrors(file);
        ConfigSection top = new ConfigSection("", YamlReader.read(file, text), errors);
        ForwarderConfig config =
                new ForwarderConfig(
                        top.text(COLO),
                        (int) top.integer(MAX_EXPORTERS, 1, 1_000_000),
                        metadata(top.section(METADATA)),
                        kafka(top.section(KAFKA)),
                        SpoolReader.read(top.section(SPOOL)),
                        AdaptiveReader.read(top.section(ADAPTIVE)),
                        SocketAddresses.read(top, HTTP),
                        Duration.ofSeconds(top.integer(DRAIN_SECONDS, 0, 3600)),
                        inputs(top));
        top.rejectUnknownKeys();
        errors.throwIfAny();
        return config;
    }

    /** Every key with type, default and description, one a line. */
    public static List<String> describeKeys() {
        List<String> lines = new ArrayList<>();
        describe("", TOP, lines);
        describe("metadata.", METADATA_KEYS, lines);
        describe("kafka.", KAFKA_KEYS, lines);
        describe("spool.", SpoolReader.KEYS, lines);
        describe("adaptive.", AdaptiveReader.KEYS, lines);
        describe("inputs[type=sflow].", InputReader.SFLOW_KEYS, lines);
        describe("inputs[type=netflow].", InputReader.NETFLOW_KEYS, lines);
        describe("inputs[type=nflog].", NflogKeys.ALL, lines);
        describe("inputs[type=capture].", CaptureKeys.ALL, lines);
        describe("inputs[type=pcap].", PcapStreamKeys.ALL, lines);
        describe("inputs[type=grpc].", HandInReader.GRPC_KEYS, lines);
        describe("inputs[type=grpc|json_http].tls.", HandInReader.TLS_KEYS, lines);
        describe("inputs[type=json_http].", HandInReader.JSON_HTTP_KEYS, lines);
        describe("inputs[type=json_unix].", HandInReader.JSON_UNIX_KEYS, lines);
        return lines;
    }

    private static void describe(String path, List<ConfigKey> keys, List<String> lines) {
        for (ConfigKey key : keys) {
            String fallback = key.required() ? key.fallback() : "default '" + key.fallback() + "'";
            lines.add(
                    path
                            + key.name()
                            + " ("
                            + key.type()
                            + ", "
                            + fallback
                            + "): "
                            + key.description());
        }
    }

    private static MetadataBounds metadata(ConfigSection section) {
        MetadataBounds bounds =
                new MetadataBounds(
                        (int) section.integer(MAX_KEYS, 0, 1000),
                        (int) section.integer(MAX_BYTES, 0, 100_000));
        section.rejectUnknownKeys();
        return bounds;
    }

    private static KafkaSettings kafka(ConfigSection section) {
        KafkaSettings settings =
                new KafkaSettings(
                        SocketAddresses.readList(section, BOOTSTRAP_SERVERS),
                        section.choice(COMPRESSION, COMPRESSIONS),
                        (int) section.integer(LINGER_MILLIS, 0, 60_000),
                        (int) section.integer(BATCH_BYTES, 1, 64 * 1024 * 1024),
                        section.integer(MAX_IN_FLIGHT_BYTES, 1, 1L << 40),
                        section.texts(PROPERTIES));
        section.rejectUnknownKeys();
        return settings;
    }

    private static List<InputConfig> inputs(ConfigSection top) {
        List<InputConfig> inputs = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ConfigSection section : top.sections(INPUTS)) {
            InputConfig input = InputReader.read(section);
            if (!names.add(input.name())) {
                section.error(
                        InputReader.NAME,
                        "two inputs are named '" + input.name() + "': give each its own 'name'");
            }
            inputs.add(input);
        }
        return inputs;
    }
}
