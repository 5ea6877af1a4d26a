package io.networkanalytics.forwarder.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people get wrong: each message names line, key, value and what is allowed. */
class WrongConfigurationsTest {

    private static final String KAFKA = "kafka: {bootstrapServers: \"k:9092\"}\n";
    private static final String INPUTS = "inputs: [{type: sflow}]\n";

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong(
                        "kafka: {bootstrapServers: localhost}\n" + INPUTS,
                        "1: 'bootstrapServers' is 'localhost', must be host:port, comma separated, like"
                                + " k1:9092,k2:9092; 'localhost' is not"),
                wrong(
                        "kafka: {bootstrapServers: \"a:1,b:99999\"}\n" + INPUTS,
                        "1: 'bootstrapServers' is 'a:1,b:99999', must be host:port, comma separated, like"
                                + " k1:9092,k2:9092; 'b:99999' is not"),
                wrong(
                        KAFKA + INPUTS + "spool:\n  directory: /s\n  maxBytes: 8GB\n",
                        "5: 'maxBytes' is '8GB', must be an integer from 16384 to 1125899906842624"),
                wrong(
                        KAFKA + INPUTS + "spool:\n  directory: /s\n  maxBytes: 1_000_000\n",
                        "5: 'maxBytes' is '1000000', must be at least 4 x 'segmentBytes' (16777216)"),
                wrong(
                        KAFKA + INPUTS + "spool:\n  keep: newst\n",
                        "4: 'keep' is 'newst' (did you mean 'newest'?); it must be one of [oldest, newest]"),
                wrong(
                        KAFKA + INPUTS + "spool:\n  fsync: true\n",
                        "4: 'fsync' is 'true'; it must be one of [none, interval, always]"),
                wrong(
                        KAFKA + INPUTS + "spool:\n  dir: /s\n",
                        "4: unknown key 'dir'; known here: directory, fsync, fsyncMillis, keep, maxBytes,"
                                + " segmentBytes"),
                wrong(
                        KAFKA + INPUTS + "spool: /var/spool\n",
                        "3: 'spool' must be a mapping, is '/var/spool'"),
                wrong(
                        KAFKA + INPUTS + "adaptive: {samplesPerSecond: -1}\n",
                        "3: 'samplesPerSecond' is '-1', must be an integer from 0 to 1000000000"),
                wrong(
                        KAFKA + INPUTS + "adaptive:\n  prefixes: /absent/accounts.json\n",
                        "4: 'prefixes' is '/absent/accounts.json', must be a file with a JSON object a line:"
                                + " /absent/accounts.json"),
                wrong(
                        KAFKA + INPUTS + "adaptive:\n  unsampled: flow\n",
                        "4: 'unsampled' is 'flow'; it must be one of [random, flow_consistent]"),
                wrong(
                        KAFKA + INPUTS + "http: 9310\n",
                        "3: 'http' is '9310', must be address:port, like 127.0.0.1:9310"),
                wrong(
                        KAFKA + INPUTS + "drainSeconds: 1.5\n",
                        "3: 'drainSeconds' is '1.5', must be an integer from 0 to 3600"),
                wrong(
                        KAFKA + "inputs:\n  - type: sflow\n    headerBytes: 128\n",
                        "4: 'headerBytes' is '128'; it must be one of [false, true]"),
                wrong(
                        KAFKA
                                + "inputs:\n  - type: sflow\n    listen: 0.0.0.0:63430\n    sockets: 65\n",
                        "5: 'sockets' is '65', must be an integer from 1 to 64"),
                wrong(
                        KAFKA + INPUTS + "metadata: {maxKeys: many}\n",
                        "3: 'maxKeys' is 'many', must be an integer from 0 to 1000"));
    }

    private static Arguments wrong(String text, String error) {
        return Arguments.of(text, error);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void namesLineKeyValueAndWhatIsAllowed(String text, String error) {
        ConfigException e =
                assertThrows(ConfigException.class, () -> ConfigReader.read("f.yaml", text));
        assertEquals(List.of("f.yaml:" + error), e.errors());
    }
}
