package io.networkanalytics.forwarder.config;

import io.networkanalytics.forwarder.netflow.ConfiguredIntervals;
import io.networkanalytics.forwarder.netflow.HeldBounds;
import io.networkanalytics.forwarder.udp.UdpSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** Reads one item of {@code inputs}. */
final class InputReader {

    static final ConfigKey TYPE =
            ConfigKey.text(
                    "type",
                    ConfigKey.REQUIRED,
                    "what the input speaks: sflow, netflow, nflog, capture, pcap, grpc, json_http, json_unix");
    static final ConfigKey NAME =
            ConfigKey.text(
                    "name",
                    "",
                    "name in metrics and dead letters; the type, if there is one of it");
    static final ConfigKey LISTEN =
            ConfigKey.text("listen", "0.0.0.0:6343", "address and port of the UDP sockets");
    static final ConfigKey SOCKETS =
            ConfigKey.integer(
                    "sockets",
                    2,
                    "sockets on the port (SO_REUSEPORT), a thread each; the kernel spreads senders over them");
    static final ConfigKey RECEIVE_BUFFER_BYTES =
            ConfigKey.integer(
                    "receiveBufferBytes",
                    UdpSettings.DEFAULT_RECEIVE_BUFFER_BYTES,
                    "receive buffer of each socket; net.core.rmem_max limits it");
    static final ConfigKey HEADER_BYTES =
            ConfigKey.text(
                    "headerBytes",
                    "false",
                    "true: samples carry up to 128 bytes of the packet from its IP header on");
    static final ConfigKey DEAD_LETTERS_PER_SECOND =
            ConfigKey.integer(
                    "deadLettersPerSecond",
                    1,
                    "dead letters kept a second of one exporter and reason; all are counted");

    static final List<ConfigKey> SFLOW_KEYS =
            List.of(
                    TYPE,
                    NAME,
                    LISTEN,
                    SOCKETS,
                    RECEIVE_BUFFER_BYTES,
                    HEADER_BYTES,
                    DEAD_LETTERS_PER_SECOND);

    static final ConfigKey NETFLOW_LISTEN =
            ConfigKey.text(
                    "listen",
                    "0.0.0.0:2055",
                    "address and port of the UDP sockets; all versions come to the same");
    static final ConfigKey SAMPLE_INTERVAL =
            ConfigKey.integer(
                    "sampleInterval",
                    0,
                    "sample interval of exporters that do not say theirs; 0: unknown, taken as 1 and counted");
    static final ConfigKey SAMPLE_INTERVALS =
            new ConfigKey(
                    "sampleIntervals",
                    "a mapping of addresses to integers",
                    "{}",
                    "as sampleInterval, of single exporters");
    static final ConfigKey HELD_BYTES =
            ConfigKey.integer(
                    "heldBytes",
                    HeldBounds.DEFAULT_BYTES,
                    "bytes of data that may wait for its template");
    static final ConfigKey HELD_SECONDS =
            ConfigKey.integer(
                    "heldSeconds",
                    HeldBounds.DEFAULT_TIME.toSeconds(),
                    "how long data may wait for its template");

    static final List<ConfigKey> NETFLOW_KEYS =
            List.of(
                    TYPE,
                    NAME,
                    NETFLOW_LISTEN,
                    SOCKETS,
                    RECEIVE_BUFFER_BYTES,
                    HEADER_BYTES,
                    DEAD_LETTERS_PER_SECOND,
                    SAMPLE_INTERVAL,
                    SAMPLE_INTERVALS,
                    HELD_BYTES,
                    HELD_SECONDS);

    static final List<String> TYPES =
            List.of(
                    "sflow",
                    "netflow",
                    "nflog",
                    "capture",
                    "pcap",
                    "grpc",
                    "json_http",
                    "json_unix");
    static final List<String> BOOLEANS = List.of("false", "true");

    private InputReader() {}

    static InputConfig read(ConfigSection section) {
        String type = section.choice(TYPE, TYPES);
        String name = section.text(NAME);
        String nameOrType = name.isEmpty() ? type : name;
        InputConfig input =
                switch (type) {
                    case "grpc" -> HandInReader.grpc(section, nameOrType);
                    case "json_http" -> HandInReader.jsonHttp(section, nameOrType);
                    case "json_unix" -> HandInReader.jsonUnix(section, nameOrType);
                    case "netflow" -> netflow(section, nameOrType);
                    case "nflog" -> NflogKeys.read(section, nameOrType);
                    case "capture" -> CaptureKeys.read(section, nameOrType);
                    case "pcap" -> PcapStreamKeys.read(section, nameOrType);
                    default -> sflow(section, nameOrType);
                };
        section.rejectUnknownKeys();
        return input;
    }

    private static InputConfig netflow(ConfigSection section, String name) {
        return new InputConfig.Netflow(
                name,
                udp(section, NETFLOW_LISTEN),
                section.choice(HEADER_BYTES, BOOLEANS).equals("true"),
                (int) section.integer(DEAD_LETTERS_PER_SECOND, 0, 1_000_000),
                new ConfiguredIntervals(
                        (int) section.integer(SAMPLE_INTERVAL, 0, Integer.MAX_VALUE),
                        section.integers(SAMPLE_INTERVALS, 1, Integer.MAX_VALUE)),
                new HeldBounds(
                        (int) section.integer(HELD_BYTES, 0, Integer.MAX_VALUE),
                        Duration.ofSeconds(section.integer(HELD_SECONDS, 0, 86_400))));
    }

    private static InputConfig sflow(ConfigSection section, String name) {
        return new InputConfig.Sflow(
                name,
                udp(section, LISTEN),
                section.choice(HEADER_BYTES, BOOLEANS).equals("true"),
                (int) section.integer(DEAD_LETTERS_PER_SECOND, 0, 1_000_000));
    }

    private static UdpSettings udp(ConfigSection section, ConfigKey listenKey) {
        InetSocketAddress listen = SocketAddresses.read(section, listenKey);
        int sockets = (int) section.integer(SOCKETS, 1, UdpSettings.MAX_SOCKETS);
        if (listen.getPort() == 0 && sockets > 1) {
            section.error(
                    listenKey,
                    "port 0 in 'listen' allows one of 'sockets' only: each would get a port of its own");
            sockets = 1;
        }
        return new UdpSettings(
                listen,
                sockets,
                (int) section.integer(RECEIVE_BUFFER_BYTES, 4096, Integer.MAX_VALUE));
    }
}
