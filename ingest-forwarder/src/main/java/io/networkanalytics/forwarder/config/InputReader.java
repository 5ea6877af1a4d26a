package io.networkanalytics.forwarder.config;

import io.networkanalytics.forwarder.udp.UdpSettings;
import java.net.InetSocketAddress;
import java.util.List;

/** Reads one item of {@code inputs}. */
final class InputReader {

    static final ConfigKey TYPE =
            ConfigKey.text(
                    "type",
                    ConfigKey.REQUIRED,
                    "what the input speaks: sflow, nflog, capture, pcap");
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

    static final List<String> TYPES = List.of("sflow", "nflog", "capture", "pcap");
    static final List<String> BOOLEANS = List.of("false", "true");

    private InputReader() {}

    static InputConfig read(ConfigSection section) {
        String type = section.choice(TYPE, TYPES);
        String name = section.text(NAME);
        String nameOrType = name.isEmpty() ? type : name;
        InputConfig input =
                switch (type) {
                    case "nflog" -> NflogKeys.read(section, nameOrType);
                    case "capture" -> CaptureKeys.read(section, nameOrType);
                    case "pcap" -> PcapStreamKeys.read(section, nameOrType);
                    default -> sflow(section, nameOrType);
                };
        section.rejectUnknownKeys();
        return input;
    }

    private static InputConfig sflow(ConfigSection section, String name) {
        InetSocketAddress listen = SocketAddresses.read(section, LISTEN);
        int sockets = (int) section.integer(SOCKETS, 1, UdpSettings.MAX_SOCKETS);
        if (listen.getPort() == 0 && sockets > 1) {
            section.error(
                    LISTEN,
                    "port 0 in 'listen' allows one of 'sockets' only: each would get a port of its own");
            sockets = 1;
        }
        return new InputConfig.Sflow(
                name,
                new UdpSettings(
                        listen,
                        sockets,
                        (int) section.integer(RECEIVE_BUFFER_BYTES, 4096, Integer.MAX_VALUE)),
                section.choice(HEADER_BYTES, BOOLEANS).equals("true"),
                (int) section.integer(DEAD_LETTERS_PER_SECOND, 0, 1_000_000));
    }
}
