package io.networkanalytics.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** Choices for a {@link LocalStack}; made by {@link LocalStack#builder}. */
public final class StackBuilder {
    private final Path dir;
    private Set<Component> components = EnumSet.allOf(Component.class);
    private int taskManagers = 1;
    private int slots = 2;
    private FlinkMemory flinkMemory = FlinkMemory.standard();
    private int kafkaHeapMegabytes = 512;
    private int clickHouseMemoryMegabytes = 1536;
    private Duration startTimeout = Duration.ofSeconds(120);
    private Map<String, String> environment = System.getenv();
    private Consumer<String> progress = System.out::println;
    private IntSupplier freePort = Ports::free;

    StackBuilder(Path dir) {
        this.dir = dir.toAbsolutePath().normalize();
    }

    /** Only these. A TASKMANAGER needs the JOBMANAGER. */
    public StackBuilder components(Component... chosen) {
        components = EnumSet.copyOf(List.of(chosen));
        return this;
    }

    /** How many TaskManagers, at least 1; default 1. */
    public StackBuilder taskManagers(int count) {
        taskManagers = positive(count, "taskManagers");
        return this;
    }

    /** Slots of each TaskManager, at least 1; default 2. */
    public StackBuilder slots(int count) {
        slots = positive(count, "slots");
        return this;
    }

    /** Sizes of Flink's processes; default {@link FlinkMemory#standard}. */
    public StackBuilder flinkMemory(FlinkMemory memory) {
        flinkMemory = memory;
        return this;
    }

    /** JVM heap of the broker in MiB; default 512. */
    public StackBuilder kafkaHeapMegabytes(int megabytes) {
        kafkaHeapMegabytes = positive(megabytes, "kafkaHeapMegabytes");
        return this;
    }

    /** What ClickHouse may take in MiB; a query or insert beyond it fails; default 1536. */
    public StackBuilder clickHouseMemoryMegabytes(int megabytes) {
        clickHouseMemoryMegabytes = positive(megabytes, "clickHouseMemoryMegabytes");
        return this;
    }

    /** How long one server may take to answer; default 2 minutes. */
    public StackBuilder startTimeout(Duration timeout) {
        startTimeout = timeout;
        return this;
    }

    /**
     * Instead of this process's environment. It is looked at for {@code CLICKHOUSE_URL} (use that
     * server and start none, with users from {@code CLICKHOUSE_WRITER_USER}, {@code
     * CLICKHOUSE_WRITER_PASSWORD} and so on), {@code CHDB_LIBRARY} and {@code XDG_CACHE_HOME}.
     */
    public StackBuilder environment(Map<String, String> variables) {
        environment = Map.copyOf(variables);
        return this;
    }

    /** Gets a line for everything that takes time; default standard output. */
    public StackBuilder progress(Consumer<String> lines) {
        progress = lines;
        return this;
    }

    StackBuilder freePort(IntSupplier ports) {
        freePort = ports;
        return this;
    }

    /**
     * Starts everything and returns when it answers.
     *
     * @throws StackException if something does not start, with the end of its log; then nothing is
     *     left running
     */
    public LocalStack start() {
        if (components.contains(Component.TASKMANAGER)
                && !components.contains(Component.JOBMANAGER)) {
            throw new IllegalArgumentException("A TASKMANAGER needs the JOBMANAGER");
        }
        return LocalStack.start(this);
    }

    private static int positive(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " " + value + ": at least 1");
        }
        return value;
    }

    Path dir() {
        return dir;
    }

    boolean has(Component component) {
        return components.contains(component);
    }

    int taskManagers() {
        return taskManagers;
    }

    FlinkConfiguration flinkConfiguration() {
        return new FlinkConfiguration(dir.resolve("flink"), flinkMemory, slots);
    }

    int kafkaHeapMegabytes() {
        return kafkaHeapMegabytes;
    }

    int clickHouseMemoryMegabytes() {
        return clickHouseMemoryMegabytes;
    }

    Map<String, String> environment() {
        return environment;
    }

    Consumer<String> progress() {
        return progress;
    }

    ServerSlot slot(Server server) {
        return new ServerSlot(server, dir, progress, startTimeout, freePort);
    }
}
