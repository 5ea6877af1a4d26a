package io.networkanalytics.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationFilesTest {
    @TempDir Path dir;

    @Test
    void filesComeInOrderOfTheirNumbers() throws IOException {
        write("010_c.sql", "SELECT 10");
        write("002_b.sql", "SELECT 2");
        write("1000_d.sql", "SELECT 1000");
        write("README.md", "not a migration");
        assertEquals(
                List.of("002_b.sql", "010_c.sql", "1000_d.sql"),
                MigrationFiles.in(dir).stream().map(MigrationFile::name).toList());
    }

    @Test
    void sameNumberTwiceIsRefused() throws IOException {
        write("001_a.sql", "SELECT 1");
        write("001_b.sql", "SELECT 1");
        assertTrue(refused().contains("have the same version"));
    }

    @Test
    void wrongNameIsRefused() throws IOException {
        write("1-a.sql", "SELECT 1");
        assertTrue(refused().startsWith("1-a.sql: not a migration's name."));
    }

    @Test
    void versionZeroIsRefused() throws IOException {
        write("000_a.sql", "SELECT 1");
        assertTrue(refused().contains("version 0 is not in 1..999999"));
    }

    @Test
    void emptyFolderIsRefused() {
        assertTrue(refused().contains("no migration"));
    }

    @Test
    void checksumIsOfTheContentAndNotOfTheLineEnds() {
        MigrationFile unix = MigrationFile.of("001_a.sql", "SELECT 1;\nSELECT 2;\n");
        assertEquals(
                unix.checksum(),
                MigrationFile.of("001_a.sql", "SELECT 1;\r\nSELECT 2;\r\n").checksum());
        assertNotEquals(
                unix.checksum(),
                MigrationFile.of("001_a.sql", "SELECT 1;\nSELECT 3;\n").checksum());
        // printf 'SELECT 1;\nSELECT 2;\n' | sha256sum
        assertEquals(
                "82efb67f3010c6eb7ead02e4f6d9550633dbc1407f99aa487468e7b2567aebbc",
                unix.checksum());
    }

    @Test
    void theBuildBundlesTheFilesOfTheRepository() throws IOException {
        Path folder = Path.of(System.getProperty("repository.root"), "sql", "clickhouse");
        assertEquals(MigrationFiles.in(folder), MigrationFiles.bundled());
    }

    private String refused() {
        return assertThrows(MigrationException.class, () -> MigrationFiles.in(dir)).getMessage();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(dir.resolve(name), text);
    }
}
