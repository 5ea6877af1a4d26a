package io.networkanalytics.sql;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds the migrations, in order of their versions. */
public final class MigrationFiles {
    /** Where the build puts the files of {@code sql/clickhouse} inside this jar. */
    static final String RESOURCES = "io/networkanalytics/sql/clickhouse";

    private MigrationFiles() {}

    /**
     * The files that this jar was built with.
     *
     * @throws IOException if the jar cannot be read
     * @throws MigrationException if a file has no proper name, or two have one version
     */
    public static List<MigrationFile> bundled() throws IOException {
        Path home;
        try {
            home =
                    Path.of(
                            MigrationFiles.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException("The place of this program is not a path", e);
        }
        if (Files.isDirectory(home)) {
            return in(home.resolve(RESOURCES));
        }
        try (FileSystem jar = FileSystems.newFileSystem(home)) {
            return in(jar.getPath(RESOURCES));
        }
    }

    /**
     * The {@code .sql} files of a folder, its subfolders not included.
     *
     * @throws IOException if the folder cannot be read
     * @throws MigrationException if there is none, a file has no proper name, or two have one
     *     version
     */
    public static List<MigrationFile> in(Path folder) throws IOException {
        List<MigrationFile> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : entries.filter(entry -> entry.toString().endsWith(".sql")).toList()) {
                files.add(MigrationFile.of(file.getFileName().toString(), Files.readString(file)));
            }
        }
        if (files.isEmpty()) {
            throw new MigrationException(
                    folder + ": no migration (NNN_name.sql) in this folder. Nothing was applied.");
        }
        files.sort(Comparator.comparingInt(MigrationFile::version));
        for (int i = 1; i < files.size(); i++) {
            if (files.get(i).version() == files.get(i - 1).version()) {
                throw new MigrationException(
                        files.get(i - 1).name()
                                + " and "
                                + files.get(i).name()
                                + " have the same version. Nothing was applied. Give the newer one the next free number.");
            }
        }
        return List.copyOf(files);
    }
}
