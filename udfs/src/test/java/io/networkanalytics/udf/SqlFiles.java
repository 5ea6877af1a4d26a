package io.networkanalytics.udf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

/** The files of {@code sql/flink}, and a session that runs them. */
final class SqlFiles {

    private static final Path FOLDER =
            Path.of(System.getProperty("repository.root", "."), "sql", "flink");

    private SqlFiles() {}

    /** Names of all, in the order in which they are run. */
    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /**
     * Statements of a file, as a client of SQL splits them.
     *
     * @param kafka address in place of {@code ${kafka}}
     */
    static List<String> statements(String name, String kafka) throws IOException {
        String text =
                Files.readString(FOLDER.resolve(name))
                        .replaceAll("(?m)--.*$", "")
                        .replace("${kafka}", kafka);
        return Stream.of(text.split(";")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    }

    /** Comment at the top of a file. */
    static String comment(String name) throws IOException {
        return String.join(
                "\n",
                Files.readAllLines(FOLDER.resolve(name)).stream()
                        .takeWhile(line -> line.startsWith("--"))
                        .toList());
    }

    /** A session in batch mode with the functions. */
    static TableEnvironment session() throws IOException {
        TableEnvironment session = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        session.getConfig().set("table.local-time-zone", "UTC");
        session.getConfig().set("parallelism.default", "1");
        for (String statement : statements("000_functions.sql", "")) {
            session.executeSql(statement);
        }
        return session;
    }
}
