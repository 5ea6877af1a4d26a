package io.networkanalytics.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One ClickHouse server: the engine of libchdb in a process of its own, with its HTTP and native
 * ports open.
 */
final class ClickHouseServer implements Server {
    private final String name;
    private final String furtherConfiguration;
    private final int memoryMegabytes;
    private final Map<String, String> environment;
    private final Consumer<String> progress;
    private Map<String, Integer> ports = Map.of();
    private Map<ClickHouseRole, ClickHouseLogin> logins = new EnumMap<>(ClickHouseRole.class);

    ClickHouseServer(
            int memoryMegabytes, Map<String, String> environment, Consumer<String> progress) {
        this("clickhouse", "", memoryMegabytes, environment, progress);
    }

    /**
     * @param furtherConfiguration XML elements, such as what makes the server one of a cluster
     */
    ClickHouseServer(
            String name,
            String furtherConfiguration,
            int memoryMegabytes,
            Map<String, String> environment,
            Consumer<String> progress) {
        this.name = name;
        this.furtherConfiguration = furtherConfiguration;
        this.memoryMegabytes = memoryMegabytes;
        this.environment = environment;
        this.progress = progress;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> ports() {
        return List.of("http", "native");
    }

    @Override
    public String address() {
        return "http://127.0.0.1:" + ports.get("http");
    }

    ClickHouseLogin login(ClickHouseRole role) {
        return logins.get(role);
    }

    @Override
    public List<String> prepare(Path home, Map<String, Integer> ports) {
        this.ports = ports;
        Path library = ChdbLibrary.locate(environment, progress);
        Path config = home.resolve("config.xml").toAbsolutePath();
        try {
            logins = ClickHouseLogins.ofFolder(home);
            ClickHouseLogins.writePrivately(config, config(config));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return JavaCommand.of(
                ClassPaths.of("launcher"),
                List.of("-Xmx64m", "-Xss8m", "-XX:+UseSerialGC"),
                "io.networkanalytics.stack.launcher.ClickHouseMain",
                List.of(
                        library.toString(),
                        "--path",
                        home.resolve("data").toAbsolutePath().toString(),
                        "--http_port",
                        ports.get("http").toString(),
                        "--tcp_port",
                        ports.get("native").toString(),
                        "--listen_host",
                        "127.0.0.1",
                        "--config-file",
                        config.toString()));
    }

    private String config(Path file) throws IOException {
        String text;
        try (InputStream template =
                ClickHouseServer.class.getResourceAsStream("clickhouse-config.xml")) {
            text = new String(template.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (Map.Entry<ClickHouseRole, ClickHouseLogin> login : logins.entrySet()) {
            text = text.replace("@" + login.getKey() + "@", sha256(login.getValue().password()));
        }
        return text.replace("@FURTHER@", furtherConfiguration)
                .replace("@FILE@", file.toString())
                .replace("@DATABASE@", LocalStack.DATABASE)
                .replace("@MEMORY_BYTES@", Long.toString(memoryMegabytes * 1024L * 1024L));
    }

    private static String sha256(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public Optional<String> missing() {
        return HttpProbe.missing(URI.create(address() + "/ping"), body -> body.startsWith("Ok."));
    }
}
