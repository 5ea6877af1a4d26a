package io.networkanalytics.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders with all that is in them. */
final class FileTree {
    private FileTree() {}

    /** Deletes a folder or file if it is there; links are not followed. */
    static void delete(Path root) throws IOException {
        if (Files.exists(root)) {
            for (Path path : paths(root, Comparator.reverseOrder())) {
                Files.delete(path);
            }
        }
    }

    /** Copies a folder or file to a place where nothing is. */
    static void copy(Path root, Path target) throws IOException {
        for (Path path : paths(root, Comparator.naturalOrder())) {
            Files.copy(
                    path,
                    target.resolve(root.relativize(path).toString()),
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static List<Path> paths(Path root, Comparator<Path> order) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.sorted(order).toList();
        }
    }
}
