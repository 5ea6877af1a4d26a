package io.networkanalytics.job.annotate.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** An MMDB file on disk, and the database that was in it when it was last good. */
final class GeoFile {

    private final Path path;
    private Stamp seen;
    private GeoDatabase database;

    private GeoFile(Path path, Stamp seen, GeoDatabase database) {
        this.path = path;
        this.seen = seen;
        this.database = database;
    }

    /** What tells one content from another without reading it. */
    private record Stamp(long modifiedMillis, long bytes, Object key) {

        private static final Stamp ABSENT = new Stamp(0, -1, "");

        static Stamp of(Path path) {
            try {
                BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
                Object key = now.fileKey();
                return new Stamp(
                        now.lastModifiedTime().toMillis(), now.size(), key == null ? "" : key);
            } catch (IOException e) {
                return ABSENT;
            }
        }
    }

    /**
     * Opens a file.
     *
     * @throws GeoDatabaseException if it cannot be used
     */
    static GeoFile open(Path path) throws GeoDatabaseException {
        // Before the content: if that changes meanwhile, the next look sees it.
        Stamp stamp = Stamp.of(path);
        return new GeoFile(path, stamp, GeoDatabase.open(path));
    }

    /**
     * Opens the file again if it has changed since the last look.
     *
     * @return whether there is a new database
     * @throws GeoDatabaseException once for each change that cannot be used; the database before
     *     stays
     */
    boolean refresh() throws GeoDatabaseException {
        Stamp now = Stamp.of(path);
        if (now.equals(seen)) {
            return false;
        }
        seen = now;
        database = GeoDatabase.open(path);
        return true;
    }

    GeoDatabase database() {
        return database;
    }

    @Override
    public String toString() {
        return path + " (" + database.type() + ", built " + database.built() + ")";
    }
}
