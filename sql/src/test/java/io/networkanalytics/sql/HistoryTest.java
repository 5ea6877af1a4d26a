package io.networkanalytics.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final MigrationFile FIRST = MigrationFile.of("001_a.sql", "SELECT 1");
    private static final MigrationFile SECOND = MigrationFile.of("002_b.sql", "SELECT 2");
    private static final MigrationFile THIRD = MigrationFile.of("003_c.sql", "SELECT 3");

    @Test
    void everythingIsPendingAtFirst() {
        assertEquals(List.of(FIRST, SECOND), History.parse("").pending(List.of(FIRST, SECOND)));
    }

    @Test
    void onlyWhatIsNotRecordedIsPending() {
        assertEquals(List.of(THIRD), after(FIRST, SECOND).pending(List.of(FIRST, SECOND, THIRD)));
        assertEquals(List.of(), after(FIRST, SECOND).pending(List.of(FIRST, SECOND)));
    }

    @Test
    void changedFileIsRefused() {
        MigrationFile changed = MigrationFile.of("001_a.sql", "SELECT 100");
        String message = refused(after(FIRST, SECOND), changed, SECOND);
        assertTrue(
                message.startsWith("001_a.sql has changed since it was applied as 001_a.sql"),
                message);
        assertTrue(
                message.contains(FIRST.checksum()) && message.contains(changed.checksum()),
                message);
    }

    @Test
    void missingFileIsRefused() {
        assertTrue(refused(after(FIRST, SECOND), SECOND, THIRD).contains("[001_a.sql]"));
    }

    @Test
    void newFileBeforeAnAppliedOneIsRefused() {
        String message = refused(after(FIRST, THIRD), FIRST, SECOND, THIRD);
        assertTrue(
                message.startsWith("002_b.sql is new, but 003_c.sql is applied already."), message);
    }

    @Test
    void sameRowTwiceIsTwoMigratorsAtOnce() {
        assertEquals(List.of(), History.parse(row(FIRST) + row(FIRST)).pending(List.of(FIRST)));
    }

    @Test
    void oneVersionWithTwoContentsIsRefused() {
        String rows = row(FIRST) + row(MigrationFile.of("001_a.sql", "SELECT 100"));
        assertTrue(
                assertThrows(MigrationException.class, () -> History.parse(rows))
                        .getMessage()
                        .startsWith("schema_migrations holds version 1 twice"));
    }

    private static History after(MigrationFile... files) {
        StringBuilder rows = new StringBuilder();
        for (MigrationFile file : files) {
            rows.append(row(file));
        }
        return History.parse(rows.toString());
    }

    private static String row(MigrationFile file) {
        return file.version() + "\t" + file.name() + "\t" + file.checksum() + "\n";
    }

    private static String refused(History history, MigrationFile... files) {
        return assertThrows(MigrationException.class, () -> history.pending(List.of(files)))
                .getMessage();
    }
}
