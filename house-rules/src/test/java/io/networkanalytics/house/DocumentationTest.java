package io.networkanalytics.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documentation names is there. */
class DocumentationTest {

    private static final Path ROOT = Path.of(System.getProperty("repository.root"));
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(#[^)]*)?\\)");
    private static final Pattern OPERATOR = Pattern.compile("= \"([a-z0-9-]+)\";");
    private static final Pattern COMMAND = Pattern.compile("\\bbin/([a-z]+)\\b");
    private static final Pattern TABLE =
            Pattern.compile("CREATE TABLE IF NOT EXISTS ([a-z0-9_]+)\\$\\{on_cluster}");

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                links++;
                if (!Files.exists(page.resolveSibling(link.group(1)))) {
                    broken.add(ROOT.relativize(page) + " -> " + link.group(1));
                }
            }
        }
        assertEquals(List.of(), broken);
        assertTrue(links >= 10, links + " links found");
    }

    @Test
    void everyCommandIsThere() throws IOException {
        for (Path page : pages()) {
            Matcher command = COMMAND.matcher(Files.readString(page));
            while (command.find()) {
                assertTrue(
                        Files.isExecutable(ROOT.resolve(command.group())),
                        ROOT.relativize(page) + " names " + command.group());
            }
        }
    }

    @Test
    void lifeOfASampleDrawsEveryOperator() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/explanation/life-of-a-sample.md"));
        Matcher operator =
                OPERATOR.matcher(
                        Files.readString(
                                ROOT.resolve(
                                        "flink-job/src/main/java/io/networkanalytics/job/OperatorIds.java")));
        int operators = 0;
        while (operator.find()) {
            operators++;
            assertTrue(page.contains(operator.group(1)), operator.group(1) + " is not drawn");
        }
        assertTrue(operators > 5, operators + " operators found");
    }

    @Test
    void tablesAreDescribed() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/reference/tables.md"));
        List<String> missing = new ArrayList<>();
        try (Stream<Path> migrations = Files.list(ROOT.resolve("sql/clickhouse"))) {
            for (Path migration : migrations.toList()) {
                Matcher table = TABLE.matcher(Files.readString(migration));
                while (table.find()) {
                    if (!page.contains("`" + table.group(1) + "`")) {
                        missing.add(table.group(1));
                    }
                }
            }
        }
        assertEquals(List.of(), missing);
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String folder : List.of("", "docs", "demo", "k8s")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder), folder.isEmpty() ? 1 : 5)) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
            }
        }
        return pages;
    }
}
