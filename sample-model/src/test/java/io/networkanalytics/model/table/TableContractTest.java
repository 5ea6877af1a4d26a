package io.networkanalytics.model.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

    /** Its key, what tells samples apart, and a map, which cannot be NULL. */
    private static final Set<String> NO_DIMENSION_OF_AN_ATTACK =
            Set.of(
                    "account_id",
                    "attack_id",
                    "received_at",
                    "epoch_micros",
                    "sequence",
                    "metadata");

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

    @Test
    void attackEvents() throws IOException {
        assertEquals(declared(AttackEventTable.COLUMNS), ddl(AttackEventTable.NAME));
    }

    @Test
    void mitigationRules() throws IOException {
        assertEquals(declared(AttackRuleTable.COLUMNS), ddl(AttackRuleTable.NAME));
    }

    /** A dimension that is added to the samples is one that packets of an attack may share. */
    @Test
    void anAttackHasTheBoundsOfEveryDimensionOfTheSamples() throws IOException {
        String migrations = String.join("\n", migrations());
        for (TableColumn<?> column : SampleTable.COLUMNS) {
            if (NO_DIMENSION_OF_AN_ATTACK.contains(column.name())) {
                continue;
            }
            for (String bound : List.of("min", "max")) {
                String stored =
                        " %s_%s SimpleAggregateFunction(%s, %s)"
                                .formatted(bound, column.name(), bound, column.type().sql());
                String filled =
                        " %s(s.%s) AS %s_%s".formatted(bound, column.name(), bound, column.name());
                assertTrue(migrations.contains(stored), () -> "attack_aggregates lacks" + stored);
                assertTrue(
                        migrations.contains(filled), () -> "attack_aggregates_view lacks" + filled);
            }
            String shown =
                    "if(min(a.min_%1$s) = max(a.max_%1$s), min(a.min_%1$s), NULL) AS %1$s"
                            .formatted(column.name());
            assertTrue(
                    column.name().equals("observed_at") || migrations.contains(shown),
                    () -> "the view attacks lacks " + shown);
        }
    }

    /** The views that fill the lower resolutions choose what the code says they choose. */
    @Test
    void aLowerResolutionHasTheSamplesThatItSays() throws IOException {
        String migrations = String.join("\n", migrations());
        for (Resolution lower : List.of(Resolution.TENTH, Resolution.HUNDREDTH)) {
            String view =
                    """
                     TO %s
                    DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
                    SELECT * REPLACE (greatest(toUInt64(sample_interval), 1) * %d AS sample_interval)
                    FROM samples
                    WHERE %s;"""
                            .formatted(lower.table(), lower.factor(), lower.condition());
            assertTrue(migrations.contains(view), () -> "no migration has" + view);
        }
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
