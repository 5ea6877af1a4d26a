package io.networkanalytics.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What was applied to a database so far.
 *
 * @param applied by version
 */
record History(SortedMap<Integer, Entry> applied) {
    private static final Pattern TAB = Pattern.compile("\t");

    /** One recorded file. */
    record Entry(String name, String checksum) {}

    /** Reads rows of version, name and checksum in TabSeparated. */
    static History parse(String rows) {
        SortedMap<Integer, Entry> applied = new TreeMap<>();
        for (String row : rows.lines().toList()) {
            String[] columns = TAB.split(row, -1);
            Entry entry = new Entry(columns[1], columns[2]);
            Entry other = applied.putIfAbsent(Integer.parseInt(columns[0]), entry);
            if (other != null && !other.equals(entry)) {
                throw new MigrationException(
                        "schema_migrations holds version "
                                + columns[0]
                                + " twice: "
                                + other
                                + " and "
                                + entry
                                + ". Two migrators with different files ran at once; nothing was applied now. Compare"
                                + " the tables with both files, then delete the wrong row.");
            }
        }
        return new History(applied);
    }

    /**
     * The files that are still to be applied.
     *
     * @throws MigrationException if a file that was applied is changed or missing, or a new file
     *     stands before one that was applied
     */
    List<MigrationFile> pending(List<MigrationFile> files) {
        SortedMap<Integer, Entry> missing = new TreeMap<>(applied);
        List<MigrationFile> pending = new ArrayList<>();
        for (MigrationFile file : files) {
            Entry entry = missing.remove(file.version());
            if (entry == null) {
                refuseBeforeApplied(file);
                pending.add(file);
            } else if (!entry.checksum().equals(file.checksum())) {
                throw new MigrationException(
                        file.name()
                                + " has changed since it was applied as "
                                + entry.name()
                                + " (checksum "
                                + file.checksum()
                                + ", applied "
                                + entry.checksum()
                                + "). Nothing was applied. Restore"
                                + " the file as it was, and put the change into a new file with the next number.");
            }
        }
        if (!missing.isEmpty()) {
            throw new MigrationException(
                    "The database has migrations that are not among these files: "
                            + missing.values().stream().map(Entry::name).toList()
                            + ". Nothing was applied. Either these files are older than the database (use the newer"
                            + " release), or applied files were deleted or renamed (restore them).");
        }
        return pending;
    }

    private void refuseBeforeApplied(MigrationFile file) {
        if (!applied.isEmpty() && file.version() < applied.lastKey()) {
            throw new MigrationException(
                    file.name()
                            + " is new, but "
                            + applied.get(applied.lastKey()).name()
                            + " is applied already."
                            + " Nothing was applied: migrations only go forward. Give it a number above "
                            + applied.lastKey()
                            + ".");
        }
    }
}
