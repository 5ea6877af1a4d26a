package io.networkanalytics.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Real servers as child processes of this one, all on 127.0.0.1. They end with it, however it ends;
 * their data stay in the stack's folder for the next start. Two stacks may run side by side, in two
 * folders.
 *
 * <p>Methods may be called from several threads; they take turns.
 */
public final class LocalStack implements AutoCloseable {
    /** Database of the project in ClickHouse. */
    public static final String DATABASE = "network_analytics";

    private final Path dir;
    private final StackServers servers;
    private final DirectoryLock lock;

    private LocalStack(Path dir, StackServers servers, DirectoryLock lock) {
        this.dir = dir;
        this.servers = servers;
        this.lock = lock;
    }

    /** Begins with all components, one TaskManager of two slots. */
    public static StackBuilder builder(Path dir) {
        return new StackBuilder(dir);
    }

    /** A stack with nothing running yet, in a folder that is now its own. */
    static LocalStack prepare(StackBuilder builder) {
        return new LocalStack(
                builder.dir(), new StackServers(builder), DirectoryLock.take(builder.dir()));
    }

    static LocalStack start(StackBuilder builder) {
        LocalStack stack = prepare(builder);
        try {
            stack.startMissing();
        } catch (RuntimeException | Error e) {
            stack.close();
            throw e;
        }
        return stack;
    }

    /** Starts every component that does not run, and returns when all answer. */
    public synchronized void startMissing() {
        servers.startMissing();
    }

    /** {@code 127.0.0.1:PORT} */
    public String kafkaBootstrap() {
        return servers.one(Component.KAFKA).address();
    }

    /** HTTP address of ClickHouse: ours, or {@code CLICKHOUSE_URL} where that is set. */
    public URI clickHouseUrl() {
        return servers.clickHouseUrl();
    }

    /** User and password for a role, see {@link ClickHouseRole}. */
    public ClickHouseLogin clickHouseLogin(ClickHouseRole role) {
        return servers.clickHouseLogin(role);
    }

    /** File with a role's password, for programs that take a file; readable by its owner alone. */
    public Path clickHousePasswordFile(ClickHouseRole role) {
        return ClickHouseLogins.passwordFile(dir.resolve("clickhouse"), role);
    }

    /** Address of the JobManager's REST API and web UI. */
    public URI flinkRest() {
        return URI.create(servers.one(Component.JOBMANAGER).address());
    }

    /** Client of {@link #flinkRest}. */
    public FlinkRest flink() {
        return new FlinkRest(flinkRest());
    }

    /** Where retained checkpoints are, a folder for each job's id. */
    public Path checkpointDir() {
        return servers.flink().checkpointDir();
    }

    /** Where savepoints go unless a folder is given. */
    public Path savepointDir() {
        return servers.flink().savepointDir();
    }

    /** Slots of all TaskManagers of this stack, whether they run or not. */
    public int slots() {
        return servers.slots();
    }

    /** Prometheus pages of Flink's processes. */
    public List<URI> metrics() {
        return servers.metrics();
    }

    /** {@code kill -9} of the only or first process of a component; returns when it is dead. */
    public void kill(Component component) {
        kill(component, 1);
    }

    /**
     * @param number which TaskManager, from 1
     * @throws IllegalStateException if it does not run
     */
    public synchronized void kill(Component component, int number) {
        servers.get(component, number).kill();
    }

    /**
     * Starts a component again, ending it in order first if it runs: same ports, same data. Returns
     * when it answers.
     */
    public void restart(Component component) {
        restart(component, 1);
    }

    /**
     * @param number which TaskManager, from 1
     * @throws StackException if it does not come up, with the end of its log
     */
    public synchronized void restart(Component component, int number) {
        servers.restart(component, number);
    }

    /**
     * Stops a process where it is ({@code SIGSTOP}): it keeps its connections and answers nothing.
     */
    public synchronized void suspend(Component component, int number) {
        servers.get(component, number).suspend();
    }

    /** Lets a suspended process go on. */
    public synchronized void resume(Component component, int number) {
        servers.get(component, number).resume();
    }

    /** Whether the process runs, suspended or not. */
    public synchronized boolean isAlive(Component component, int number) {
        return servers.get(component, number).isAlive();
    }

    /** Process id. */
    public synchronized long pid(Component component, int number) {
        return servers.get(component, number).pid();
    }

    /** Log file of all its starts. */
    public Path log(Component component) {
        return log(component, 1);
    }

    /**
     * @param number which TaskManager, from 1
     */
    public Path log(Component component, int number) {
        return servers.get(component, number).log();
    }

    /** The stack's folder. */
    public Path dir() {
        return dir;
    }

    /** What there is and how it is, in order of starting. */
    public synchronized List<ServerStatus> status() {
        List<ServerStatus> status = new ArrayList<>();
        for (ServerSlot slot : servers.all()) {
            Optional<String> trouble = slot.trouble();
            status.add(
                    new ServerStatus(
                            slot.name(),
                            slot.isAlive() ? Optional.of(slot.pid()) : Optional.empty(),
                            slot.address(),
                            trouble,
                            slot.log()));
        }
        return List.copyOf(status);
    }

    /** Ends all processes in order and returns when they are gone. Data and logs stay. */
    @Override
    public synchronized void close() {
        servers.stop();
        lock.close();
    }

    /**
     * What the settings of the programs that use this stack are called in the environment, with
     * their values.
     */
    public Map<String, String> environment() {
        return StackEnvironment.of(this, servers);
    }
}
