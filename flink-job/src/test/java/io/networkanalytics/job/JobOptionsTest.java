package io.networkanalytics.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobOptionsTest {

    @TempDir private Path dir;

    @Test
    void argumentsWinOverTheFileAndTheFileOverDefaults() throws IOException {
        Path file = dir.resolve("job.properties");
        Files.writeString(
                file,
                "kafka.bootstrap-servers=file:9092\nclickhouse.url=http://file:8123\ncheckpoint.interval=PT7S\n");

        JobOptions options =
                JobOptions.parse(
                        "--kafka.bootstrap-servers", "arg:9092", "--config", file.toString());

        assertEquals("arg:9092", options.get(JobOption.KAFKA_BOOTSTRAP_SERVERS));
        assertEquals("http://file:8123", options.get(JobOption.CLICKHOUSE_URL));
        assertEquals(Duration.ofSeconds(7), options.duration(JobOption.CHECKPOINT_INTERVAL));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                JobOptions.parse(
                                        "--clickhouse.url", "clickhouse",
                                        "--checkpoint.interval", "soon",
                                        "--checkpoint.intervall", "PT1S",
                                        "--annotate.geo-databases", "/a.mmdb,b.mmdb",
                                        "--annotate.sites-file", "/no/sites.json",
                                        "--config", "/does/not/exist"));

        for (String part :
                new String[] {
                    "clickhouse.url: 'clickhouse' must be",
                    "checkpoint.interval: 'soon' must be",
                    "checkpoint.intervall: no such key",
                    "annotate.geo-databases: '/a.mmdb,b.mmdb' must be absolute paths",
                    "annotate.sites-file: '/no/sites.json' cannot be read",
                    "kafka.bootstrap-servers: is required",
                    "--config /does/not/exist: cannot be read"
                }) {
            assertTrue(
                    e.getMessage().contains(part), () -> part + "\nis not in\n" + e.getMessage());
        }
    }

    @Test
    void thePasswordComesFromItsFile() throws IOException {
        Path file = dir.resolve("password");
        Files.writeString(file, "secret\n");
        JobOptions options =
                JobOptions.parse(
                        "--kafka.bootstrap-servers", "k:9092",
                        "--clickhouse.url", "http://c:8123",
                        "--clickhouse.password-file", file.toString());

        assertEquals("secret", options.clickHousePassword());
    }

    @Test
    void everythingThatIsWrongInTheSitesFileIsSaidWithItsKey() throws IOException {
        Path file = dir.resolve("sites.json");
        Files.writeString(file, "{\"lab\": {\"contry\": \"DE\", \"country\": \"Germany\"}}");

        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> JobOptions.parse("--annotate.sites-file", file.toString()));

        assertTrue(e.getMessage().contains(file + "' is wrong:\n    lab.contry: no such key"));
        assertTrue(e.getMessage().contains("\n    lab.country: 'Germany' must be"));
    }

    @Test
    void geoDatabasesAreAListThatMayBeEmpty() {
        String[] required = {"--kafka.bootstrap-servers", "k:1", "--clickhouse.url", "http://c:1"};
        assertEquals(List.of(), JobOptions.parse(required).list(JobOption.GEO_DATABASES));

        String[] given = Arrays.copyOf(required, 6);
        given[4] = "--annotate.geo-databases";
        given[5] = "/geo/country.mmdb,/geo/asn.mmdb";
        assertEquals(
                List.of("/geo/country.mmdb", "/geo/asn.mmdb"),
                JobOptions.parse(given).list(JobOption.GEO_DATABASES));
    }

    @Test
    void everyKeyIsInTheHelp() {
        for (JobOption option : JobOption.values()) {
            assertTrue(JobOptions.help().contains("--" + option.key() + " "), option::key);
        }
    }

    @Test
    void theReferenceHasTheHelp() throws IOException {
        Path page =
                Path.of(
                        System.getProperty("repository.root"),
                        "docs/reference/job-configuration.md");
        assertTrue(
                Files.readString(page).contains("```text\n" + JobOptions.help() + "```"),
                () ->
                        page
                                + " must have between ```text and ``` what --help prints:\n"
                                + JobOptions.help());
    }
}
