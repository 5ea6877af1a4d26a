package io.networkanalytics.job.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.networkanalytics.model.Topics;
import io.networkanalytics.sql.ClickHouse;
import io.networkanalytics.stack.ClickHouseLogin;
import io.networkanalytics.stack.ClickHouseRole;
import io.networkanalytics.stack.Component;
import io.networkanalytics.stack.LocalStack;
import io.networkanalytics.stack.StackServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/reference/metrics.md, the alert rules and the dashboards against what the running programs
 * export, as a real Prometheus scrapes it.
 */
@Tag("stack")
class MetricsITCase {

    private static final Path ROOT = Path.of(System.getProperty("repository.root"));
    private static final Path PROMETHEUS = ROOT.resolve("docker/prometheus");
    private static final MetricsPage PAGE =
            MetricsPage.read(ROOT.resolve("docs/reference/metrics.md"));
    private static final Pattern SELECTOR =
            Pattern.compile("\\b((?:flink|forwarder|network_analytics)_\\w+|up\\b)(\\{[^}]*})?");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir private Path dir;

    @BeforeAll
    static void needs() throws Exception {
        try {
            new ProcessBuilder("prometheus", "--version").start().waitFor();
        } catch (IOException e) {
            assumeTrue(false, "skipped: no prometheus (Debian package: prometheus)");
        }
    }

    @Test
    void documentedQueriedAndAlarmed() throws Exception {
        Clock clock = Clock.systemUTC();
        try (LocalStack stack = LocalStack.builder(dir.resolve("stack")).start()) {
            assertTrue(
                    StackServices.bringUp(
                                    stack,
                                    Optional.empty(),
                                    System.out::println,
                                    "--checkpoint.interval",
                                    "PT1S")
                            .isPresent(),
                    "flink-job is not built");
            garbage(stack);
            ScheduledExecutorService sending = Executors.newSingleThreadScheduledExecutor();
            try (ObservedTraffic traffic = new ObservedTraffic(dir, stack.kafkaBootstrap(), clock);
                    PrometheusServer prometheus =
                            PrometheusServer.start(configuration(stack, traffic), dir)) {
                var sent =
                        sending.scheduleAtFixedRate(
                                () -> send(traffic, clock), 0, 20, TimeUnit.MILLISECONDS);
                await("series", () -> missing(prometheus, dashboardQueries()));
                Set<String> scraped = names(prometheus);
                assertEquals(List.of(), PAGE.differences(scraped));
                List<String> selectors = selectors(prometheus);
                await("series", () -> missing(prometheus, selectors));
                await("alerts", () -> notFiring(prometheus, "DeadLetters", "EdgeLoss"));
                assertFreshnessIsCheap(stack);

                stack.kill(Component.CLICKHOUSE);
                await("alerts", () -> notFiring(prometheus, "InsertsFailing", "TargetDown"));
                Set<String> afterFailures = names(prometheus);
                assertEquals(List.of(), PAGE.differences(afterFailures));
                assertTrue(
                        afterFailures.stream().anyMatch(name -> name.contains("FailureReasons_")),
                        afterFailures::toString);
                System.out.println(
                        scraped.size()
                                + " names scraped, "
                                + PAGE.since().size()
                                + " of the page; "
                                + dashboardQueries().size()
                                + " queries of dashboards, "
                                + prometheus.rules().size()
                                + " rules with "
                                + selectors.size()
                                + " selectors; firing at last: "
                                + prometheus.firing());
                sent.cancel(false);
            } finally {
                sending.shutdownNow();
                sending.awaitTermination(10, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void promtoolAcceptsTheRules() throws Exception {
        Process promtool =
                new ProcessBuilder("promtool", "check", "rules", "docker/prometheus/alerts.yml")
                        .directory(ROOT.toFile())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(promtool.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, promtool.waitFor(), output);
    }

    /** It is asked every 15 seconds, of tables with billions of rows. */
    private static void assertFreshnessIsCheap(LocalStack stack) throws IOException {
        Matcher query =
                Pattern.compile("SELECT '.*(?= FORMAT)", Pattern.DOTALL)
                        .matcher(Files.readString(PROMETHEUS.resolve("prometheus.yml")));
        assertTrue(query.find());
        ClickHouseLogin reader = stack.clickHouseLogin(ClickHouseRole.READER);
        String plan =
                new ClickHouse(stack.clickHouseUrl(), reader.user(), reader.password())
                        .execute(
                                "EXPLAIN " + query.group(),
                                Map.of("database", LocalStack.DATABASE));
        assertTrue(plan.contains("_minmax_count_projection"), plan);
    }

    private static void send(ObservedTraffic traffic, Clock clock) {
        try {
            traffic.send(clock.instant().getEpochSecond());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A record that is no sample. */
    private static void garbage(LocalStack stack) throws Exception {
        try (KafkaProducer<byte[], byte[]> kafka =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", stack.kafkaBootstrap()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            kafka.send(new ProducerRecord<>(Topics.PACKET_SAMPLES, new byte[] {1, 2, 3})).get();
        }
    }

    /** docker/prometheus as it is, but for addresses, the password's place, and times. */
    private Path configuration(LocalStack stack, ObservedTraffic traffic) throws IOException {
        List<URI> flink = stack.metrics();
        String text =
                Files.readString(PROMETHEUS.resolve("prometheus.yml"))
                        .replace("jobmanager:9249", flink.get(0).getAuthority())
                        .replace("taskmanager:9249", flink.get(1).getAuthority())
                        .replace("forwarder:9310", traffic.metrics())
                        .replace("clickhouse:8123", stack.clickHouseUrl().getAuthority())
                        .replace(
                                "/run/secrets/clickhouse-reader-password",
                                stack.clickHousePasswordFile(ClickHouseRole.READER).toString())
                        .replace("_interval: 15s", "_interval: 1s");
        String rules = Files.readString(PROMETHEUS.resolve("alerts.yml"));
        Files.writeString(dir.resolve("alerts.yml"), rules.replaceAll("for: \\w+", "for: 0s"));
        return Files.writeString(dir.resolve("prometheus.yml"), text);
    }

    private static Set<String> names(PrometheusServer prometheus) throws Exception {
        Set<String> names = new TreeSet<>();
        for (JsonNode series : prometheus.query("{job=~'.+'}")) {
            names.add(series.at("/metric/__name__").asText());
        }
        return names;
    }

    /** What the panels ask. */
    private static List<String> dashboardQueries() throws IOException {
        List<String> queries = new ArrayList<>();
        try (Stream<Path> files = Files.list(ROOT.resolve("docker/grafana/dashboards"))) {
            for (Path file : files.toList()) {
                new ObjectMapper()
                        .readTree(file.toFile())
                        .findValues("expr")
                        .forEach(expression -> queries.add(expression.asText()));
            }
        }
        assertTrue(queries.size() > 30, queries::toString);
        queries.forEach(MetricsITCase::assertDocumented);
        return queries;
    }

    /**
     * What the alerts look at: without the comparison, which holds only when something is wrong.
     */
    private static List<String> selectors(PrometheusServer prometheus) throws Exception {
        Set<String> selectors = new TreeSet<>();
        for (JsonNode rule : prometheus.rules()) {
            String expression = rule.get("query").asText();
            assertDocumented(expression);
            SELECTOR.matcher(expression).results().forEach(found -> selectors.add(found.group()));
        }
        assertTrue(selectors.size() > 10, selectors::toString);
        return List.copyOf(selectors);
    }

    private static void assertDocumented(String expression) {
        SELECTOR.matcher(expression)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !name.equals("up"))
                .forEach(name -> assertTrue(PAGE.has(name), name + " is not on the page"));
    }

    private static List<String> missing(PrometheusServer prometheus, List<String> queries)
            throws Exception {
        List<String> missing = new ArrayList<>();
        for (String query : queries) {
            if (prometheus.query(query).isEmpty()) {
                missing.add(query);
            }
        }
        return missing;
    }

    private static List<String> notFiring(PrometheusServer prometheus, String... alerts)
            throws Exception {
        List<String> missing = new ArrayList<>(List.of(alerts));
        missing.removeAll(prometheus.firing());
        return missing;
    }

    @FunctionalInterface
    private interface Check {
        List<String> missing() throws Exception;
    }

    private static void await(String what, Check check) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<String> missing = check.missing();
        while (!missing.isEmpty()) {
            assertTrue(
                    System.nanoTime() < deadline,
                    "after two minutes these " + what + " are still missing: " + missing);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            missing = check.missing();
        }
    }
}
