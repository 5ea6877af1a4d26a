package io.networkanalytics.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Logging of the Java servers: to standard output, which the stack sends to the server's log file.
 */
final class Log4jConfiguration {
    private static final String CONTENT =
            """
            rootLogger.level = INFO
            rootLogger.appenderRef.console.ref = console
            appender.console.type = Console
            appender.console.name = console
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = %d{yyyy-MM-dd HH:mm:ss.SSS} %-5p %c{1.} [%t] %m%n
            """;

    private Log4jConfiguration() {}

    /** Writes the file and gives the JVM option that names it. */
    static String write(Path home) throws IOException {
        Path file = Files.writeString(home.resolve("log4j2.properties"), CONTENT);
        return "-Dlog4j2.configurationFile=" + file.toAbsolutePath().toUri();
    }
}
