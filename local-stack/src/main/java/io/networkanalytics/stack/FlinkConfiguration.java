package io.networkanalytics.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the JobManager and the TaskManagers of one stack have in common.
 *
 * @param flinkDir where checkpoints, savepoints and uploaded jars are, below the stack's folder
 * @param memory sizes
 * @param slots slots of each TaskManager
 */
record FlinkConfiguration(Path flinkDir, FlinkMemory memory, int slots) {
    /** What Flink's own config.yaml gives every process on Java 17. */
    private static final List<String> JAVA_17 =
            List.of(
                    "--add-exports=java.base/sun.net.util=ALL-UNNAMED",
                    "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
                    "--add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED",
                    "--add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED",
                    "--add-exports=jdk.compiler/com.sun.tools.javac.parser=ALL-UNNAMED",
                    "--add-exports=jdk.compiler/com.sun.tools.javac.tree=ALL-UNNAMED",
                    "--add-exports=jdk.compiler/com.sun.tools.javac.util=ALL-UNNAMED",
                    "--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "--add-opens=java.base/java.net=ALL-UNNAMED",
                    "--add-opens=java.base/java.io=ALL-UNNAMED",
                    "--add-opens=java.base/java.nio=ALL-UNNAMED",
                    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                    "--add-opens=java.base/java.text=ALL-UNNAMED",
                    "--add-opens=java.base/java.time=ALL-UNNAMED",
                    "--add-opens=java.base/java.util=ALL-UNNAMED",
                    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                    "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
                    "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED");

    private static final String COMMON =
            """
            jobmanager.rpc.address: 127.0.0.1
            jobmanager.bind-host: 127.0.0.1
            rest.address: 127.0.0.1
            rest.bind-address: 127.0.0.1
            taskmanager.host: 127.0.0.1
            taskmanager.bind-host: 127.0.0.1

            # A dead TaskManager is noticed after 10 s at the latest, not 50.
            heartbeat.interval: 2000
            heartbeat.timeout: 10000

            # On a machine that is busy with other things, its 10 s are not enough, and the process ends.
            pekko.startup-timeout: 60 s

            # A failing dependency is waited out, not given up on.
            restart-strategy.type: exponential-delay
            restart-strategy.exponential-delay.initial-backoff: 500 ms
            restart-strategy.exponential-delay.max-backoff: 10 s
            restart-strategy.exponential-delay.backoff-multiplier: 2.0
            restart-strategy.exponential-delay.reset-backoff-threshold: 1 min
            restart-strategy.exponential-delay.attempts-before-reset-backoff: 2147483647
            jobmanager.execution.failover-strategy: region
            execution.checkpointing.tolerable-failed-checkpoints: 1000000
            execution.checkpointing.externalized-checkpoint-retention: RETAIN_ON_CANCELLATION
            execution.checkpointing.num-retained: 3

            # High availability is off: a JobManager that was killed comes back without jobs, and they are submitted
            # again from their retained checkpoint. high-availability.* would go here.

            web.submit.enable: true
            web.cancel.enable: true
            metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory
            """;

    Path checkpointDir() {
        return flinkDir.resolve("checkpoints");
    }

    Path savepointDir() {
        return flinkDir.resolve("savepoints");
    }

    /**
     * Command of one process; writes its configuration.
     *
     * @param home the process's folder, which becomes its configuration folder
     * @param jvmOptions sizes
     * @param own configuration of this process
     */
    List<String> command(
            Path home,
            List<String> jvmOptions,
            String mainClass,
            List<String> args,
            Map<String, String> own)
            throws IOException {
        Map<String, String> settings = new TreeMap<>(own);
        settings.put("execution.checkpointing.dir", checkpointDir().toUri().toString());
        settings.put("execution.checkpointing.savepoint-dir", savepointDir().toUri().toString());
        settings.put("web.upload.dir", flinkDir.resolve("upload").toString());
        settings.put("io.tmp.dirs", emptyFolder(home.resolve("tmp")).toString());
        StringBuilder text = new StringBuilder(COMMON);
        settings.forEach((key, value) -> text.append(key).append(": ").append(value).append('\n'));
        Files.writeString(home.resolve("config.yaml"), text);

        List<String> options = new ArrayList<>(jvmOptions);
        options.addAll(JAVA_17);
        options.add(Log4jConfiguration.write(home));
        // Where the web UI looks for the log.
        options.add(
                "-Dlog.file=" + home.resolveSibling("logs").resolve(home.getFileName() + ".log"));
        List<String> all = new ArrayList<>(List.of("--configDir", home.toString()));
        all.addAll(args);
        return JavaCommand.tied(ClassPaths.of("flink-cluster"), options, mainClass, all);
    }

    /** A killed process leaves its temporary files, tens of megabytes of jars among them. */
    private static Path emptyFolder(Path folder) throws IOException {
        FileTree.delete(folder);
        return Files.createDirectories(folder);
    }
}
