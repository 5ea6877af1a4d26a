package io.networkanalytics.job.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.forwarder.adaptive.AdaptiveInterval;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.spool.SpoolMeters;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetricsPageTest {

    private static final Path ROOT = Path.of(System.getProperty("repository.root"));
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");

    /** A running forwarder does not show all: some belong to inputs that a test cannot have. */
    @Test
    void hasEveryMetricThatTheForwarderNames() throws IllegalAccessException {
        Set<String> names = new TreeSet<>();
        for (Class<?> type :
                List.of(ForwarderMetrics.class, SpoolMeters.class, AdaptiveInterval.class)) {
            for (Field field : type.getFields()) {
                if (field.getType() == String.class) {
                    names.add((String) field.get(null));
                }
            }
        }
        assertEquals(
                names, MetricsPage.read(ROOT.resolve("docs/reference/metrics.md")).ofForwarder());
    }

    @Test
    void everyAlertHasItsSectionAndEverySectionItsAlert() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/how-to/watch-it-run.md"), UTF_8);
        String rules = Files.readString(ROOT.resolve("docker/prometheus/alerts.yml"), UTF_8);
        List<String> alerts =
                ALERT.matcher(rules).results().map((MatchResult found) -> found.group(1)).toList();
        List<String> sections = new ArrayList<>();
        page.lines()
                .filter(line -> line.startsWith("### "))
                .forEach(line -> sections.add(line.substring(4)));
        assertEquals(alerts, sections);
        for (String alert : alerts) {
            String anchor =
                    "runbook: docs/how-to/watch-it-run.md#" + alert.toLowerCase(Locale.ROOT);
            assertTrue(rules.contains(anchor + "\n"), anchor);
        }
    }

    @Test
    void findsWhatIsMissingOnEitherSide() {
        MetricsPage page =
                new MetricsPage(
                        Map.of(
                                "forwarder_shipped_total", "start",
                                "forwarder_lost_total", "event",
                                "flink_taskmanager_job_task_operator_clickhouse_x_REASON",
                                        "event"));
        assertEquals(
                List.of(
                        "exported and not on the page: forwarder_new_total",
                        "on the page and not exported: forwarder_shipped_total"),
                page.differences(
                        new TreeSet<>(
                                Set.of(
                                        "forwarder_new_total",
                                        "flink_jobmanager_foreign",
                                        "flink_taskmanager_job_task_operator_clickhouse_x_FULL"))));
    }
}
