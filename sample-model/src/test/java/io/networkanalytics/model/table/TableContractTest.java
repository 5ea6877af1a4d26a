package io.networkanalytics.model.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

/** The DDL in sql/clickhouse and the column lists in code say the same: names, types and order. */
class TableContractTest {

    private static final Path MIGRATIONS =
            Path.of(System.getProperty("repository.root"), "sql", "clickhouse");

    /**
     * A column is a line of four blanks, in an ALTER the words that add it, a name and a type, up
     * to CODEC, DEFAULT or the comma.
     */
    private static final Pattern COLUMN =
            Pattern.compile(
                    "^    (?:ADD COLUMN IF NOT EXISTS )?([a-z][a-z0-9_]*) (.+?)(?: CODEC\\(.*\\))?[,;]?$");

    @Test
    void samples() throws IOException {
        assertEquals(declared(SampleTable.COLUMNS), ddl(SampleTable.NAME));
    }

    @Test
    void rollup() throws IOException {
        assertEquals(declared(RollupTable.COLUMNS), ddl(RollupTable.NAME));
    }

    @Test
    void deadLetters() throws IOException {
        assertEquals(declared(DeadLetterTable.COLUMNS), ddl(DeadLetterTable.NAME));
    }

    private static List<String> declared(List<? extends TableColumn<?>> columns) {
        return columns.stream().map(c -> c.name() + " " + c.type().sql()).toList();
    }

    /**
     * Columns that the writer fills, of all migrations: those with a DEFAULT are the database's
     * own.
     */
    private static List<String> ddl(String table) throws IOException {
        List<String> columns = new ArrayList<>();
        boolean inside = false;
        for (String line : migrations()) {
            if (line.startsWith("CREATE ") || line.startsWith("ALTER TABLE")) {
                inside = line.contains(" " + table + "${on_cluster}") && !line.contains(" VIEW ");
            } else if (line.startsWith(")")) {
                inside = false;
            } else if (inside && !line.contains(" DEFAULT ")) {
                Matcher column = COLUMN.matcher(line);
                if (column.matches()) {
                    columns.add(column.group(1) + " " + plainType(column.group(2)));
                }
            }
        }
        assertFalse(columns.isEmpty(), () -> "no migration creates " + table);
        assertTrue(columns.stream().distinct().count() == columns.size(), "a column stands twice");
        return columns;
    }

    private static List<String> migrations() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            for (Path file : files.sorted().toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    /** A column that ClickHouse sums itself is filled with the plain type. */
    private static String plainType(String type) {
        return type.replaceFirst("^SimpleAggregateFunction\\([a-zA-Z]+, (.+)\\)$", "$1");
    }
}
