package io.networkanalytics.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One Flink TaskManager. */
final class TaskManagerServer implements Server {
    private final int number;
    private final JobManagerServer jobManager;
    private final FlinkConfiguration configuration;
    private Map<String, Integer> ports = Map.of();
    private String resourceId = "";

    /**
     * @param number from 1
     */
    TaskManagerServer(int number, JobManagerServer jobManager, FlinkConfiguration configuration) {
        this.number = number;
        this.jobManager = jobManager;
        this.configuration = configuration;
    }

    @Override
    public String name() {
        return "taskmanager-" + number;
    }

    @Override
    public List<String> ports() {
        return List.of("metrics");
    }

    @Override
    public String address() {
        return resourceId + " of " + jobManager.address();
    }

    URI metrics() {
        return URI.create("http://127.0.0.1:" + ports.get("metrics") + "/metrics");
    }

    @Override
    public List<String> prepare(Path home, Map<String, Integer> ports) {
        this.ports = ports;
        // Another one for each start: the JobManager goes on listing a killed TaskManager for a
        // while.
        resourceId = name() + "-" + UUID.randomUUID().toString().substring(0, 8);
        FlinkMemory memory = configuration.memory();
        try {
            return configuration.command(
                    home.toAbsolutePath(),
                    List.of(
                            "-Xms" + memory.taskManagerHeap() + "m",
                            "-Xmx" + memory.taskManagerHeap() + "m",
                            "-XX:MaxDirectMemorySize=" + memory.taskManagerDirect() + "m",
                            "-XX:MaxMetaspaceSize=" + FlinkMemory.METASPACE + "m"),
                    "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                    List.of(),
                    settings(memory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Flink's start script would compute what is not set here; without it, every size must be. */
    private Map<String, String> settings(FlinkMemory memory) {
        Map<String, String> settings = new HashMap<>();
        settings.put("jobmanager.rpc.port", Integer.toString(jobManager.rpcPort()));
        settings.put("metrics.reporter.prom.port", ports.get("metrics").toString());
        settings.put("taskmanager.resource-id", resourceId);
        settings.put("taskmanager.numberOfTaskSlots", Integer.toString(configuration.slots()));
        settings.put("taskmanager.cpu.cores", configuration.slots() + ".0");
        settings.put("taskmanager.memory.task.heap.size", memory.taskHeap() + "m");
        settings.put("taskmanager.memory.task.off-heap.size", FlinkMemory.TASK_OFF_HEAP + "m");
        settings.put("taskmanager.memory.managed.size", memory.managed() + "m");
        settings.put("taskmanager.memory.network.min", memory.network() + "m");
        settings.put("taskmanager.memory.network.max", memory.network() + "m");
        settings.put("taskmanager.memory.framework.heap.size", FlinkMemory.FRAMEWORK_HEAP + "m");
        settings.put(
                "taskmanager.memory.framework.off-heap.size", FlinkMemory.FRAMEWORK_OFF_HEAP + "m");
        settings.put("taskmanager.memory.jvm-metaspace.size", FlinkMemory.METASPACE + "m");
        settings.put("taskmanager.memory.jvm-overhead.min", FlinkMemory.OVERHEAD + "m");
        settings.put("taskmanager.memory.jvm-overhead.max", FlinkMemory.OVERHEAD + "m");
        return settings;
    }

    @Override
    public Optional<String> missing() {
        return HttpProbe.missing(
                        URI.create(jobManager.address() + "/taskmanagers"),
                        body -> body.contains('"' + resourceId + '"'))
                .or(() -> HttpProbe.missing(metrics(), body -> true));
    }
}
