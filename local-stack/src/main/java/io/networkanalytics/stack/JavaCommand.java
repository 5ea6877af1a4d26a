package io.networkanalytics.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines for Java programs, run by the same Java as this one. */
final class JavaCommand {
    private JavaCommand() {}

    static List<String> of(
            String classPath, List<String> jvmOptions, String mainClass, List<String> args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(args);
        return command;
    }

    /** The same, ending with its parent. */
    static List<String> tied(
            String classPath, List<String> jvmOptions, String mainClass, List<String> args) {
        List<String> all = new ArrayList<>(List.of(mainClass));
        all.addAll(args);
        return of(classPath, jvmOptions, "io.networkanalytics.stack.launcher.TiedMain", all);
    }
}
