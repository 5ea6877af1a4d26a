package io.networkanalytics.forwarder.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.forwarder.intake.MetadataBounds;
import io.networkanalytics.forwarder.ship.KafkaSettings;
import io.networkanalytics.forwarder.udp.UdpSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {

    @Test
    void everyKey() {
        ForwarderConfig config =
                read(
                        """
                colo: ams01
                maxExporters: 50
                drainSeconds: 5
                http: "[::1]:9311"
                metadata:
                  maxKeys: 3
                  maxBytes: 300
                kafka:
                  bootstrapServers: k1:9092,k2:9092
                  compression: zstd
                  lingerMillis: 5
                  batchBytes: 1000
                  maxInFlightBytes: 5_000_000
                  properties:
                    security.protocol: SASL_SSL
                    sasl.jaas.config: secret words
                inputs:
                  - type: sflow
                    name: routers
                    listen: 127.0.0.1:7000
                    sockets: 4
                    receiveBufferBytes: 100000
                    headerBytes: true
                    deadLettersPerSecond: 7
                """);
        KafkaSettings kafka =
                new KafkaSettings(
                        "k1:9092,k2:9092",
                        "zstd",
                        5,
                        1000,
                        5_000_000,
                        Map.of(
                                "security.protocol",
                                "SASL_SSL",
                                "sasl.jaas.config",
                                "secret words"));
        assertEquals(
                new ForwarderConfig(
                        "ams01",
                        50,
                        new MetadataBounds(3, 300),
                        kafka,
                        new InetSocketAddress("::1", 9311),
                        Duration.ofSeconds(5),
                        List.of(
                                new InputConfig.Sflow(
                                        "routers",
                                        new UdpSettings(
                                                new InetSocketAddress("127.0.0.1", 7000),
                                                4,
                                                100_000),
                                        true,
                                        7))),
                config);
        assertFalse(config.toString().contains("secret"), "secrets are never printed");
    }

    @Test
    void defaults() {
        ForwarderConfig config =
                read(
                        """
                kafka: {bootstrapServers: "localhost:9092"}
                inputs: [{type: sflow}]
                """);
        assertEquals(
                new ForwarderConfig(
                        "",
                        1000,
                        new MetadataBounds(32, 4096),
                        KafkaSettings.of("localhost:9092"),
                        new InetSocketAddress("127.0.0.1", 9310),
                        Duration.ofSeconds(30),
                        List.of(
                                new InputConfig.Sflow(
                                        "sflow",
                                        new UdpSettings(
                                                new InetSocketAddress("0.0.0.0", 6343),
                                                2,
                                                4 * 1024 * 1024),
                                        false,
                                        1))),
                config);
    }

    @Test
    void allErrorsAtOnceWithTheirLines() {
        assertEquals(
                List.of(
                        "f.yaml:1: unknown key 'site'; known here: adaptive, colo, drainSeconds, http, inputs,"
                                + " kafka, maxExporters, metadata, spool",
                        "f.yaml:2: 'maxExporters' is '0', must be an integer from 1 to 1000000",
                        "f.yaml:4: key 'kafka.bootstrapServers' is missing: host:port of some brokers,"
                                + " comma separated",
                        "f.yaml:4: 'compression' is 'lz5' (did you mean 'lz4'?); it must be one of"
                                + " [lz4, zstd, snappy, gzip, none]",
                        "f.yaml:5: 'lingerMillis' is 'soon', must be an integer from 0 to 60000",
                        "f.yaml:6: unknown key 'batchByte' (did you mean 'batchBytes'?); known here: batchBytes,"
                                + " bootstrapServers, compression, lingerMillis, maxInFlightBytes, properties",
                        "f.yaml:8: 'listen' is '6343', must be address:port, like 0.0.0.0:6343",
                        "f.yaml:11: two inputs are named 'sflow': give each its own 'name'"),
                errors(
                        """
                        site: ams01
                        maxExporters: 0
                        kafka:
                          compression: lz5
                          lingerMillis: soon
                          batchByte: 5
                        inputs:
                          - listen: 6343
                            type: sflow
                          - type: sflow
                            name: sflow
                        """));
    }

    @Test
    void otherShapes() {
        assertEquals(
                List.of("f.yaml:2: key 'a' stands twice, first in line 1"), errors("a: 1\na: 2\n"));
        assertEquals(List.of("f.yaml: is empty"), errors(""));
        assertEquals(List.of("f.yaml:1: must be a mapping, is a list"), errors("- a\n"));
        assertTrue(errors("kafka: [\n").get(0).startsWith("f.yaml:"), errors("kafka: [\n").get(0));
        assertEquals(
                List.of(
                        "f.yaml:1: 'kafka' must be a mapping, is 'localhost'",
                        "f.yaml:1: key 'kafka.bootstrapServers' is missing: host:port of some brokers,"
                                + " comma separated",
                        "f.yaml:2: each of 'inputs' must be a mapping, this is 'sflow'"),
                errors("kafka: localhost\ninputs: [sflow]\n"));
        assertEquals(
                List.of("f.yaml:2: 'inputs' is empty, must be a list of mappings"),
                errors("kafka: {bootstrapServers: \"x:1\"}\ninputs: []\n"));
    }

    @Test
    void missingFile() {
        ConfigException e =
                assertThrows(
                        ConfigException.class, () -> ConfigReader.read(Path.of("/absent/f.yaml")));
        assertTrue(e.getMessage().startsWith("/absent/f.yaml: cannot be read"), e.getMessage());
    }

    @Test
    void everyKeyIsDescribed() {
        for (String line : ConfigReader.describeKeys()) {
            assertTrue(line.matches("\\S+ \\(.+, (required|default '.*')\\): .+"), line);
        }
        for (String type : InputReader.TYPES) {
            assertTrue(
                    ConfigReader.describeKeys().stream()
                            .anyMatch(line -> line.startsWith("inputs[type=" + type + "].name ")),
                    type);
        }
    }

    private static ForwarderConfig read(String text) {
        return ConfigReader.read("f.yaml", text);
    }

    private static List<String> errors(String text) {
        return assertThrows(ConfigException.class, () -> read(text)).errors();
    }
}
