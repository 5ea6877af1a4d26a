package io.networkanalytics.forwarder.config;

import io.networkanalytics.forwarder.grpc.GrpcSettings;
import io.networkanalytics.forwarder.handin.TlsSettings;
import io.networkanalytics.forwarder.json.JsonHttpSettings;
import io.networkanalytics.forwarder.json.JsonUnixSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the inputs to which programs hand in samples by themselves. */
final class HandInReader {

    /** Kafka takes no record above 1 MiB unless told to. */
    private static final int SAMPLE_BYTES_LIMIT = 512 * 1024;

    private static final ConfigKey GRPC_LISTEN =
            ConfigKey.text("listen", "127.0.0.1:9311", "address and port of the gRPC server");
    private static final ConfigKey HTTP_LISTEN =
            ConfigKey.text("listen", "127.0.0.1:9312", "address and port of POST /v1/samples");
    private static final ConfigKey TLS =
            new ConfigKey("tls", "a mapping", "{}", "serve with TLS only");
    private static final ConfigKey CERTIFICATE =
            ConfigKey.text("certificate", "", "PEM file with the server's certificate chain");
    private static final ConfigKey KEY =
            ConfigKey.text("key", "", "PEM file (PKCS #8) with the private key of the certificate");
    private static final ConfigKey CLIENT_CA =
            ConfigKey.text(
                    "clientCa",
                    "",
                    "PEM file with the authorities that sign client certificates; senders must then show one");
    private static final ConfigKey TOKEN_FILE =
            ConfigKey.text(
                    "tokenFile",
                    "",
                    "file with a token; senders must then show it as 'Authorization: Bearer TOKEN'");
    private static final ConfigKey MAX_SAMPLE_BYTES =
            ConfigKey.integer(
                    "maxSampleBytes",
                    GrpcSettings.DEFAULT_MAX_SAMPLE_BYTES,
                    "bytes of one sample as it is handed in; a larger one is refused");
    private static final ConfigKey MAX_UNACKNOWLEDGED =
            ConfigKey.integer(
                    "maxUnacknowledged",
                    GrpcSettings.DEFAULT_MAX_UNACKNOWLEDGED,
                    "samples of a stream that may wait for their acknowledgement; then its sender has to wait");
    private static final ConfigKey MAX_STREAMS =
            ConfigKey.integer(
                    "maxStreams",
                    GrpcSettings.DEFAULT_MAX_STREAMS,
                    "streams at once; further ones are refused");
    private static final ConfigKey MAX_GRPC_CONNECTIONS =
            ConfigKey.integer(
                    "maxConnections",
                    GrpcSettings.DEFAULT_MAX_CONNECTIONS,
                    "connections at once, with streams or without; further ones are closed");
    private static final ConfigKey MAX_REQUEST_BYTES =
            ConfigKey.integer(
                    "maxRequestBytes",
                    JsonHttpSettings.DEFAULT_MAX_REQUEST_BYTES,
                    "bytes of a request's body after decompression; a larger one is answered with 413");
    private static final ConfigKey MAX_CONNECTIONS =
            ConfigKey.integer(
                    "maxConnections",
                    JsonHttpSettings.DEFAULT_MAX_CONNECTIONS,
                    "connections at once; further ones are closed");
    private static final ConfigKey TIMEOUT_SECONDS =
            ConfigKey.integer(
                    "timeoutSeconds",
                    JsonHttpSettings.DEFAULT_TIMEOUT_SECONDS,
                    "how long a request may wait for Kafka; then it is answered with 503");
    private static final ConfigKey PATH =
            ConfigKey.text("path", ConfigKey.REQUIRED, "file of the Unix socket");
    private static final ConfigKey SOCKET =
            ConfigKey.text("socket", "stream", "stream or datagram");
    private static final ConfigKey MODE =
            ConfigKey.text(
                    "mode",
                    JsonUnixSettings.DEFAULT_MODE,
                    "permissions of the socket's file, three octal digits: who may write may hand in");

    static final List<ConfigKey> TLS_KEYS = List.of(CERTIFICATE, KEY, CLIENT_CA);
    static final List<ConfigKey> GRPC_KEYS =
            List.of(
                    InputReader.TYPE,
                    InputReader.NAME,
                    GRPC_LISTEN,
                    TLS,
                    TOKEN_FILE,
                    MAX_SAMPLE_BYTES,
                    MAX_UNACKNOWLEDGED,
                    MAX_STREAMS,
                    MAX_GRPC_CONNECTIONS,
                    InputReader.DEAD_LETTERS_PER_SECOND);
    static final List<ConfigKey> JSON_HTTP_KEYS =
            List.of(
                    InputReader.TYPE,
                    InputReader.NAME,
                    HTTP_LISTEN,
                    TLS,
                    TOKEN_FILE,
                    MAX_SAMPLE_BYTES,
                    MAX_REQUEST_BYTES,
                    MAX_CONNECTIONS,
                    TIMEOUT_SECONDS,
                    InputReader.DEAD_LETTERS_PER_SECOND);
    static final List<ConfigKey> JSON_UNIX_KEYS =
            List.of(
                    InputReader.TYPE,
                    InputReader.NAME,
                    PATH,
                    SOCKET,
                    MODE,
                    MAX_SAMPLE_BYTES,
                    MAX_CONNECTIONS,
                    InputReader.DEAD_LETTERS_PER_SECOND);

    private HandInReader() {}

    static InputConfig grpc(ConfigSection section, String name) {
        return new InputConfig.Grpc(
                name,
                new GrpcSettings(
                        SocketAddresses.read(section, GRPC_LISTEN),
                        tls(section),
                        file(section, TOKEN_FILE),
                        sampleBytes(section),
                        (int) section.integer(MAX_UNACKNOWLEDGED, 1, 1_000_000),
                        (int) section.integer(MAX_STREAMS, 1, 10_000),
                        (int) section.integer(MAX_GRPC_CONNECTIONS, 1, 100_000)),
                deadLetters(section));
    }

    static InputConfig jsonHttp(ConfigSection section, String name) {
        return new InputConfig.JsonHttp(
                name,
                new JsonHttpSettings(
                        SocketAddresses.read(section, HTTP_LISTEN),
                        tls(section),
                        file(section, TOKEN_FILE),
                        (int) section.integer(MAX_REQUEST_BYTES, 1024, 256 * 1024 * 1024),
                        sampleBytes(section),
                        (int) section.integer(MAX_CONNECTIONS, 1, 10_000),
                        Duration.ofSeconds(section.integer(TIMEOUT_SECONDS, 1, 600))),
                deadLetters(section));
    }

    static InputConfig jsonUnix(ConfigSection section, String name) {
        String mode = section.text(MODE);
        if (!mode.matches("[0-7]{3}")) {
            section.error(
                    MODE,
                    "'mode' is '"
                            + mode
                            + "', must be three octal digits, like "
                            + MODE.fallback());
            mode = MODE.fallback();
        }
        boolean datagrams =
                section.choice(SOCKET, List.of("stream", "datagram")).equals("datagram");
        return new InputConfig.JsonUnix(
                name,
                datagrams,
                new JsonUnixSettings(
                        Path.of(section.text(PATH)),
                        mode,
                        sampleBytes(section),
                        (int) section.integer(MAX_CONNECTIONS, 1, 10_000)),
                deadLetters(section));
    }

    private static Optional<TlsSettings> tls(ConfigSection section) {
        ConfigSection tls = section.section(TLS);
        Optional<Path> certificate = file(tls, CERTIFICATE);
        Optional<Path> key = file(tls, KEY);
        Optional<Path> clientCa = file(tls, CLIENT_CA);
        tls.rejectUnknownKeys();
        if (certificate.isPresent() != key.isPresent()
                || (clientCa.isPresent() && certificate.isEmpty())) {
            section.error(TLS, "'tls' must name both 'certificate' and 'key', or nothing");
            return Optional.empty();
        }
        return certificate.map(file -> new TlsSettings(file, key.get(), clientCa));
    }

    private static Optional<Path> file(ConfigSection section, ConfigKey key) {
        String text = section.text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Path file = Path.of(text);
        if (!Files.isReadable(file)) {
            section.error(
                    key, "'" + key.name() + "' is '" + text + "', must be a file that can be read");
        }
        return Optional.of(file);
    }

    private static int sampleBytes(ConfigSection section) {
        return (int) section.integer(MAX_SAMPLE_BYTES, 256, SAMPLE_BYTES_LIMIT);
    }

    private static int deadLetters(ConfigSection section) {
        return (int) section.integer(InputReader.DEAD_LETTERS_PER_SECOND, 0, 1_000_000);
    }
}
