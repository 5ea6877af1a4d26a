package io.networkanalytics.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.networkanalytics.forwarder.Forwarder;
import io.networkanalytics.forwarder.config.ConfigReader;
import io.networkanalytics.forwarder.ship.KafkaShippers;
import io.networkanalytics.sql.ClickHouse;
import io.networkanalytics.stack.ClickHouseLogin;
import io.networkanalytics.stack.ClickHouseRole;
import io.networkanalytics.stack.JobSubmission;
import io.networkanalytics.stack.LocalStack;
import io.networkanalytics.stack.StackServices;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/how-to/send-samples.md shows works as it stands there: the commands hand samples of an
 * unknown system to a real forwarder, and the queries find them in the real tables. Only the two
 * addresses are replaced.
 */
@Tag("stack")
class SendSamplesITCase {

    private static final Path ROOT = Path.of(System.getProperty("repository.root"));
    private static final int MAX_LINES = 10;
    private static final String HTTP = "127.0.0.1:9312";
    private static final String GRPC = "127.0.0.1:9311";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir private Path dir;

    @BeforeAll
    static void needs() throws Exception {
        for (String command :
                List.of("curl --version", "protoc --version", "python3 -c 'import grpc'")) {
            assumeTrue(
                    shell(command).process().exitValue() == 0,
                    "skipped: no "
                            + command
                            + " (Debian packages: curl, protobuf-compiler, python3-grpcio)");
        }
    }

    @Test
    void thePageWorksAsItStands() throws Exception {
        String page = Files.readString(ROOT.resolve("docs/how-to/send-samples.md"));
        String commands = blocks(page, "bash").get(0);
        List<String> queries = blocks(page, "sql");
        assertTrue(commands.lines().count() <= MAX_LINES, commands);
        assertTrue(commands.contains(HTTP) && commands.contains(GRPC), commands);
        int httpPort = freePort();
        int grpcPort = freePort();
        try (LocalStack stack = LocalStack.builder(dir.resolve("stack")).start()) {
            StackServices.migrate(stack, System.out::println);
            StackServices.createTopics(stack, System.out::println);
            JobSubmission.forStack(stack)
                    .orElseThrow()
                    .with("--checkpoint.interval", "PT1S", "--rollup.max-delay", "PT2S")
                    .submit(stack);
            Forwarder forwarder = forwarder(stack, httpPort, grpcPort);
            try {
                forwarder.start();
                Ended ended =
                        shell(
                                "set -e\n"
                                        + commands.replace(HTTP, "127.0.0.1:" + httpPort)
                                                .replace(GRPC, "127.0.0.1:" + grpcPort));
                assertEquals(0, ended.process().exitValue(), ended.output());
                assertTrue(
                        ended.output().contains("{\"accepted\":1,\"refused\":0,\"errors\":[]}"),
                        ended.output());
                assertTrue(ended.output().contains("acknowledged: 1"), ended.output());
            } finally {
                forwarder.stop();
            }
            ClickHouse reader = reader(stack);
            assertAnswer(reader, queries.get(0), "example.com\t10\n");
            assertAnswer(reader, queries.get(1), "ANY\t10\t1\nTXT\t10\t1\n");
            assertAnswer(reader, queries.get(2), "dns-guard\tdns-guard\tdrop\tany-flood\t20\n");
            assertAnswer(
                    reader,
                    "SELECT source_system, mitigation_system, outcome, rule_id, sample_interval, bytes, mapSort(metadata)"
                            + " FROM samples ORDER BY metadata['dns.query_name']",
                    row("example.com", "ANY") + row("example.net", "TXT"));
        }
    }

    private static String row(String name, String type) {
        return "dns-guard\tdns-guard\tdrop\tany-flood\t10\t71\t{'dns.query_name':'"
                + name
                + "','dns.query_type':'"
                + type
                + "'}\n";
    }

    private Forwarder forwarder(LocalStack stack, int httpPort, int grpcPort) throws IOException {
        Path file =
                Files.writeString(
                        dir.resolve("forwarder.yaml"),
                        """
                        http: 127.0.0.1:0
                        kafka: {bootstrapServers: "%s"}
                        inputs:
                          - {type: json_http, listen: "127.0.0.1:%d"}
                          - {type: grpc, listen: "127.0.0.1:%d"}
                        """
                                .formatted(stack.kafkaBootstrap(), httpPort, grpcPort));
        var config = ConfigReader.read(file);
        return new Forwarder(
                config,
                (metrics, fatal) ->
                        KafkaShippers.open(config.kafka(), Duration.ofSeconds(30), metrics, fatal),
                Clock.systemUTC());
    }

    private static ClickHouse reader(LocalStack stack) {
        ClickHouseLogin login = stack.clickHouseLogin(ClickHouseRole.READER);
        return new ClickHouse(stack.clickHouseUrl(), login.user(), login.password());
    }

    /** Rows come when their checkpoint is complete, sums when their minute was sent. */
    private static void assertAnswer(ClickHouse reader, String query, String expected)
            throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String answer = "";
        while (System.nanoTime() < deadline) {
            answer = reader.execute(query, Map.of("database", LocalStack.DATABASE));
            if (answer.equals(expected)) {
                System.out.println(query + "\n" + answer);
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        assertEquals(expected, answer, query);
    }

    private static List<String> blocks(String page, String language) {
        return Pattern.compile(
                        "^```" + language + "\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private record Ended(Process process, String output) {}

    /** With the system's programs first: its Python is the one that has Debian's packages. */
    private static Ended shell(String commands) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-c", commands)
                        .directory(ROOT.toFile())
                        .redirectErrorStream(true);
        builder.environment().merge("PATH", "/usr/bin:/bin", (path, first) -> first + ":" + path);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("runs for more than a minute: " + commands);
        }
        return new Ended(process, output);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
