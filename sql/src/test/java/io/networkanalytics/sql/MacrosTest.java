package io.networkanalytics.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MacrosTest {
    private static final MigrationFile TABLE =
            MigrationFile.of(
                    "001_a.sql",
                    "CREATE TABLE a${on_cluster} (x Int8) ENGINE = ${MergeTree} SETTINGS ${deduplication};\n"
                            + "CREATE TABLE b${on_cluster} (x Int8) ENGINE = ${ReplacingMergeTree};\n"
                            + "CREATE TABLE c${on_cluster} (x Int8) ENGINE = ${AggregatingMergeTree};");

    @Test
    void formForOneServer() {
        assertEquals(
                "CREATE TABLE a (x Int8) ENGINE = MergeTree SETTINGS non_replicated_deduplication_window = 10000;\n"
                        + "CREATE TABLE b (x Int8) ENGINE = ReplacingMergeTree;\n"
                        + "CREATE TABLE c (x Int8) ENGINE = AggregatingMergeTree;",
                Macros.singleNode().expand(TABLE));
    }

    @Test
    void formForACluster() {
        String path = "('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')";
        assertEquals(
                "CREATE TABLE a ON CLUSTER '{cluster}' (x Int8) ENGINE = ReplicatedMergeTree"
                        + path
                        + " SETTINGS replicated_deduplication_window = 10000,"
                        + " replicated_deduplication_window_seconds = 604800;\n"
                        + "CREATE TABLE b ON CLUSTER '{cluster}' (x Int8) ENGINE = ReplicatedReplacingMergeTree"
                        + path
                        + ";\nCREATE TABLE c ON CLUSTER '{cluster}' (x Int8) ENGINE = ReplicatedAggregatingMergeTree"
                        + path
                        + ";",
                Macros.cluster().expand(TABLE));
    }

    @Test
    void theNewestVersionStaysInBothForms() {
        MigrationFile table = MigrationFile.of("001_a.sql", "${ReplacingMergeTree(at)}");
        assertEquals("ReplacingMergeTree(at)", Macros.singleNode().expand(table));
        assertEquals(
                "ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', at)",
                Macros.cluster().expand(table));
    }

    @Test
    void unknownMacroIsRefusedWithFileAndLine() {
        MigrationFile file = MigrationFile.of("007_b.sql", "SELECT 1;\n\n${Mergetree}\n");
        String message =
                assertThrows(MigrationException.class, () -> Macros.singleNode().expand(file))
                        .getMessage();
        assertEquals(
                "007_b.sql:3: unknown macro ${Mergetree}. Nothing of this run was applied. Known are"
                        + " [AggregatingMergeTree, MergeTree, ReplacingMergeTree, ReplacingMergeTree(at),"
                        + " deduplication, on_cluster].",
                message);
    }

    @Test
    void bothFormsOfEveryBundledFileHaveTheSameStatements() throws IOException {
        for (MigrationFile file : MigrationFiles.bundled()) {
            List<Statement> single = Statement.split(Macros.singleNode().expand(file));
            List<Statement> cluster = Statement.split(Macros.cluster().expand(file));
            assertEquals(single.size(), cluster.size(), file.name());
            for (Statement statement : cluster) {
                boolean ddl = statement.sql().matches("(?s)(CREATE|ALTER|DROP) .*");
                assertEquals(
                        ddl,
                        statement.sql().contains("ON CLUSTER '{cluster}'"),
                        file.name() + ": " + statement);
            }
        }
    }
}
