package io.networkanalytics.bench.chaos;

import io.networkanalytics.stack.ClickHouseRole;
import io.networkanalytics.stack.Component;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;

/** The harness at a sink that is not exact, with the fault that shows it. */
public final class SabotageRun {

    private static final int CHECKPOINT_MILLIS = 5_000;
    private static final int KILLS = 2;

    /** Of checkpoints that are done again with other rows. */
    private static final int REPEATED_CHECKPOINTS = 4;

    private static final long SETTLED_NANOS = 500_000_000L;

    private final Sabotage sabotage;
    private final ChaosOptions options;
    private final Clock clock;
    private final Consumer<String> out;

    /**
     * @param options of the load; faults are none but those that the sabotage needs
     */
    public SabotageRun(Sabotage sabotage, ChaosOptions options, Clock clock, Consumer<String> out) {
        this.sabotage = sabotage;
        this.options = options;
        this.clock = clock;
        this.out = out;
    }

    /**
     * Does it.
     *
     * @param dir for the servers' data and the logs
     * @return whether the harness noticed
     */
    public boolean run(Path dir) throws IOException {
        try (ChaosStack stack =
                new ChaosStack(
                        dir,
                        job -> sabotage.inTheJob() ? SabotagedJar.of(job, dir, sabotage) : job)) {
            stack.forwarder().configure(false);
            stack.forwarder().start();
            stack.submitJob(CHECKPOINT_MILLIS);
            Load load = new Load(stack, options, clock);
            switch (sabotage) {
                case NO_TOKEN -> {
                    for (int kill = 0; kill < KILLS; kill++) {
                        killBehindInsert(stack);
                        stack.servers().flink().awaitRunning(stack.job(), ChaosStack.PATIENCE);
                    }
                }
                case CHECKPOINT_TOKEN -> rewind(stack);
                case WINDOW_OF_ONE -> {
                    window(stack, 1);
                    killBehindInsert(stack);
                    awaitRefusal(stack);
                    window(stack, 10_000);
                }
            }
            load.await();
            Ledger ledger = Audit.of(stack, load, false, out).ledger();
            out.accept(ledger.text());
            return sabotage.shows(ledger.entry(ChaosLedger.IDS), ledger.entry(ChaosLedger.SAMPLES));
        }
    }

    /** The rows of all subtasks are in the table, and no checkpoint says so yet. */
    private void killBehindInsert(ChaosStack stack) throws IOException {
        long before = stack.samples();
        stack.await("an insert", () -> stack.samples() > before);
        long now = stack.samples();
        long since = System.nanoTime();
        while (System.nanoTime() - since < SETTLED_NANOS) {
            long next = stack.samples();
            since = next == now ? since : System.nanoTime();
            now = next;
        }
        out.accept("kill -9 TaskManager behind an insert, %,d rows are there".formatted(now));
        stack.servers().kill(Component.TASKMANAGER);
        stack.servers().restart(Component.TASKMANAGER);
    }

    /** The job goes back to a savepoint that is older than its last checkpoint. */
    private void rewind(ChaosStack stack) throws IOException {
        stack.await("first rows", () -> stack.samples() > 0);
        stack.awaitCheckpoints(1);
        String savepoint =
                stack.servers().flink().savepoint(stack.job(), stack.servers().savepointDir());
        out.accept("savepoint with %,d rows stored".formatted(stack.samples()));
        stack.awaitCheckpoints(REPEATED_CHECKPOINTS);
        stack.servers().flink().cancel(stack.job());
        stack.servers().flink().awaitStatus(stack.job(), "CANCELED", ChaosStack.PATIENCE);
        out.accept("back to it with %,d rows stored".formatted(stack.samples()));
        stack.submitJob(CHECKPOINT_MILLIS, savepoint);
        stack.awaitCheckpoints(REPEATED_CHECKPOINTS);
    }

    private static void window(ChaosStack stack, int blocks) throws IOException {
        for (String table : StoredContent.EXACT_TABLES) {
            stack.sql(
                    ClickHouseRole.MIGRATOR,
                    "ALTER TABLE %s MODIFY SETTING non_replicated_deduplication_window = %d"
                            .formatted(table, blocks));
        }
    }

    /** The sink itself will not start on such a table. */
    private void awaitRefusal(ChaosStack stack) throws IOException {
        String words = "remembers the tokens of its last 1 blocks";
        stack.await(
                "the sink to refuse the window",
                () ->
                        stack.servers()
                                .flink()
                                .failure(stack.job())
                                .filter(reason -> reason.contains(words))
                                .isPresent());
        out.accept("the job does not start any more: the table " + words);
    }
}
