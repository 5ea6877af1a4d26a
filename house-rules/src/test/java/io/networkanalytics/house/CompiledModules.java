package io.networkanalytics.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The classes of all modules, from their target folders: this module knows none of them. */
final class CompiledModules {

    private static final Path ROOT = Path.of(System.getProperty("repository.root"));

    /** What is shipped. */
    static final JavaClasses MAIN = read("target/classes");

    /** Tests. */
    static final JavaClasses TESTS = read("target/test-classes");

    private CompiledModules() {}

    private static JavaClasses read(String folder) {
        try (Stream<Path> found = Files.walk(ROOT, 5)) {
            List<Path> folders =
                    found.filter(path -> path.endsWith(folder) && Files.isDirectory(path)).toList();
            if (folders.size() < 5) {
                throw new IllegalStateException(
                        "Only "
                                + folders
                                + " are compiled; the rules need all modules: run mvn test from the root");
            }
            return new ClassFileImporter().importPaths(folders);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
