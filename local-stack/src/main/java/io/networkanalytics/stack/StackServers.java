package io.networkanalytics.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The servers of one stack in order of starting. */
final class StackServers {
    private final Map<Component, List<ServerSlot>> slots = new EnumMap<>(Component.class);
    private final List<TaskManagerServer> taskManagers = new ArrayList<>();
    private final FlinkConfiguration flink;
    private final JobManagerServer jobManager;
    private final ClickHouseServer clickHouse;
    private final Optional<URI> otherClickHouse;
    private final Map<ClickHouseRole, ClickHouseLogin> otherLogins =
            new EnumMap<>(ClickHouseRole.class);
    private final StackBuilder builder;
    private final Consumer<String> progress;

    StackServers(StackBuilder builder) {
        this.builder = builder;
        Map<String, String> environment = builder.environment();
        progress = builder.progress();
        flink = builder.flinkConfiguration();
        jobManager = new JobManagerServer(flink);
        clickHouse =
                new ClickHouseServer(builder.clickHouseMemoryMegabytes(), environment, progress);
        // With STACK_DIR, the variables come from a stack.env: then that URL is one of ours, from
        // an earlier start.
        otherClickHouse =
                Optional.ofNullable(environment.get("CLICKHOUSE_URL"))
                        .filter(url -> !environment.containsKey("STACK_DIR"))
                        .map(URI::create);
        if (builder.has(Component.KAFKA)) {
            slots.put(
                    Component.KAFKA,
                    List.of(builder.slot(new KafkaServer(builder.kafkaHeapMegabytes()))));
        }
        if (builder.has(Component.CLICKHOUSE) && otherClickHouse.isEmpty()) {
            slots.put(Component.CLICKHOUSE, List.of(builder.slot(clickHouse)));
        }
        if (builder.has(Component.JOBMANAGER)) {
            slots.put(Component.JOBMANAGER, List.of(builder.slot(jobManager)));
        }
        if (builder.has(Component.TASKMANAGER)) {
            for (int number = 1; number <= builder.taskManagers(); number++) {
                taskManagers.add(new TaskManagerServer(number, jobManager, flink));
            }
            slots.put(Component.TASKMANAGER, taskManagers.stream().map(builder::slot).toList());
        }
    }

    void startMissing() {
        if (otherClickHouse.isPresent()) {
            readOtherLogins();
        }
        List<ServerSlot> rest = new ArrayList<>(all());
        rest.removeIf(ServerSlot::isAlive);
        List<ServerSlot> workers =
                new ArrayList<>(slots.getOrDefault(Component.TASKMANAGER, List.of()));
        workers.retainAll(rest);
        rest.removeAll(workers);
        start(rest);
        // They are told the JobManager's port, which is certain only when it listens.
        start(workers);
    }

    private void readOtherLogins() {
        try {
            otherLogins.putAll(
                    ClickHouseLogins.ofEnvironment(
                            builder.environment(), builder.dir().resolve("clickhouse")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start(List<ServerSlot> wanted) {
        for (ServerSlot slot : wanted) {
            progress.accept(slot.name() + ": starting, log " + slot.log());
            slot.launch();
        }
        wanted.forEach(slot -> slot.awaitReady(true));
    }

    void restart(Component component, int number) {
        ServerSlot slot = get(component, number);
        if (slot.isAlive()) {
            slot.askToStop();
            slot.awaitStopped();
        }
        slot.launch();
        slot.awaitReady(false);
    }

    void stop() {
        List<ServerSlot> running = all().stream().filter(ServerSlot::isAlive).toList();
        running.forEach(ServerSlot::askToStop);
        running.forEach(ServerSlot::awaitStopped);
    }

    List<ServerSlot> all() {
        return slots.values().stream().flatMap(List::stream).toList();
    }

    ServerSlot one(Component component) {
        return get(component, 1);
    }

    ServerSlot get(Component component, int number) {
        List<ServerSlot> group = slots.getOrDefault(component, List.of());
        if (number < 1 || number > group.size()) {
            throw new IllegalStateException(
                    component + " " + number + " is not part of this stack");
        }
        return group.get(number - 1);
    }

    FlinkConfiguration flink() {
        return flink;
    }

    int slots() {
        return taskManagers.size() * flink.slots();
    }

    URI clickHouseUrl() {
        return otherClickHouse.orElseGet(() -> URI.create(one(Component.CLICKHOUSE).address()));
    }

    ClickHouseLogin clickHouseLogin(ClickHouseRole role) {
        return otherClickHouse.isPresent() ? otherLogins.get(role) : clickHouse.login(role);
    }

    List<URI> metrics() {
        List<URI> pages = new ArrayList<>();
        if (has(Component.JOBMANAGER)) {
            pages.add(jobManager.metrics());
        }
        taskManagers.forEach(taskManager -> pages.add(taskManager.metrics()));
        return List.copyOf(pages);
    }

    boolean has(Component component) {
        return slots.containsKey(component)
                || (component == Component.CLICKHOUSE && otherClickHouse.isPresent());
    }
}
