package io.networkanalytics.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs a main of this class path in a process of its own, so that contestants do not share a heap,
 * a compiler or a memory figure.
 */
public final class ChildJava {

    /** What a child's line of results begins with. */
    public static final String RESULT = "RESULT ";

    private ChildJava() {}

    /**
     * Runs a child to its end. Its errors go to ours.
     *
     * @param main the class
     * @param options of the JVM
     * @param environment added to ours; secrets go here and not into arguments
     * @param args of the main
     * @return what follows {@link #RESULT} on its standard output
     * @throws IOException if it cannot be started, fails or prints no result
     * @throws InterruptedException if we are stopped; the child is too
     */
    public static String run(
            Class<?> main, List<String> options, Map<String, String> environment, String... args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--add-opens=java.base/java.util=ALL-UNNAMED");
        command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process child = builder.start();
        try {
            child.getOutputStream().close();
            String output =
                    new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = child.waitFor();
            return output.lines()
                    .filter(line -> exit == 0 && line.startsWith(RESULT))
                    .findFirst()
                    .map(line -> line.substring(RESULT.length()))
                    .orElseThrow(
                            () ->
                                    new IOException(
                                            main.getSimpleName()
                                                    + " "
                                                    + List.of(args)
                                                    + " ended with "
                                                    + exit
                                                    + " and this output: "
                                                    + output));
        } finally {
            child.destroyForcibly();
        }
    }
}
