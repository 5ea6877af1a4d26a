package io.networkanalytics.stack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Class paths of the servers, each its own, as the build of the modules beside this one wrote them.
 */
final class ClassPaths {
    private ClassPaths() {}

    /**
     * @param module folder below {@code local-stack}
     * @throws StackException if the module is not built
     */
    static String of(String module) {
        Path target = repositoryRoot().resolve("local-stack").resolve(module).resolve("target");
        Path file = target.resolve("classpath.txt");
        try {
            String dependencies = Files.readString(file).strip();
            Path own = target.resolve("classes");
            return Files.isDirectory(own) ? own + File.pathSeparator + dependencies : dependencies;
        } catch (IOException e) {
            throw new StackException(
                    file
                            + " is not there, so the servers cannot be started. Build it: mvn -q -DskipTests package",
                    e);
        }
    }

    /**
     * Root of the checkout: system property {@code repository.root}, else the working folder or the
     * nearest one above it that has {@code local-stack}.
     */
    static Path repositoryRoot() {
        String property = System.getProperty("repository.root");
        if (property != null) {
            return Path.of(property);
        }
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("local-stack/kafka-server/pom.xml"))) {
                return folder;
            }
        }
        throw new StackException(
                here + " is not inside the checkout. Set -Drepository.root=CHECKOUT");
    }

    /**
     * This program's class path with the project's own part copied into a folder. A process that
     * goes on for long must not load classes from where the next build deletes them.
     */
    static String copyOfOwn(Path folder) throws IOException {
        FileTree.delete(folder);
        Files.createDirectories(folder);
        List<String> entries = new ArrayList<>();
        for (String entry :
                System.getProperty("java.class.path")
                        .split(Pattern.quote(File.pathSeparator), -1)) {
            Path path = Path.of(entry).toAbsolutePath();
            if (path.startsWith(repositoryRoot()) && Files.exists(path)) {
                Path copy = folder.resolve(entries.size() + "-" + path.getFileName());
                FileTree.copy(path, copy);
                path = copy;
            }
            entries.add(path.toString());
        }
        return String.join(File.pathSeparator, entries);
    }
}
