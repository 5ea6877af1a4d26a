package io.networkanalytics.bench.chaos;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.networkanalytics.stack.Component;
import io.networkanalytics.stack.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The procedure for going back to an old savepoint, as {@code
 * docs/explanation/delivery-guarantees.md} gives it: the job is stopped with a savepoint and
 * ClickHouse's data are copied; later both go back together.
 */
public final class RewindRun {

    private static final int CHECKPOINT_MILLIS = 5_000;
    private static final int CHECKPOINTS_BETWEEN = 4;

    /** A reader of the topic sees events of the time in between again. */
    private static final String EVENTS_ON_THE_TOPIC = "attack events on the topic, each once";

    private final ChaosOptions options;
    private final Clock clock;
    private final Consumer<String> out;

    /**
     * @param options of the load
     */
    public RewindRun(ChaosOptions options, Clock clock, Consumer<String> out) {
        this.options = options;
        this.clock = clock;
        this.out = out;
    }

    /**
     * Does it.
     *
     * @param dir for the servers' data and the logs
     * @return whether everything is in every table exactly once
     */
    public boolean run(Path dir) throws IOException {
        try (ChaosStack stack = new ChaosStack(dir, job -> job)) {
            stack.forwarder().configure(false);
            stack.forwarder().start();
            stack.submitJob(CHECKPOINT_MILLIS);
            Load load = new Load(stack, options, clock);
            stack.await("first rows", () -> stack.samples() > 0);
            String savepoint =
                    stack.servers()
                            .flink()
                            .stopWithSavepoint(stack.job(), stack.servers().savepointDir());
            stack.servers().flink().awaitStatus(stack.job(), "FINISHED", ChaosStack.PATIENCE);
            long then = stack.samples();
            out.accept("stopped with a savepoint, %,d rows stored".formatted(then));
            Path copy = dir.resolve("clickhouse-copy");
            stack.servers().kill(Component.CLICKHOUSE);
            copy(tables(dir), copy);
            stack.servers().restart(Component.CLICKHOUSE);

            stack.submitJob(CHECKPOINT_MILLIS, savepoint);
            stack.await("rows behind the savepoint", () -> stack.samples() > then);
            stack.awaitCheckpoints(CHECKPOINTS_BETWEEN);
            stack.servers().flink().cancel(stack.job());
            stack.servers().flink().awaitStatus(stack.job(), "CANCELED", ChaosStack.PATIENCE);
            out.accept("back to it, with %,d rows stored".formatted(stack.samples()));
            stack.servers().kill(Component.CLICKHOUSE);
            Folders.delete(tables(dir));
            Files.move(copy, tables(dir));
            stack.servers().restart(Component.CLICKHOUSE);
            stack.submitJob(CHECKPOINT_MILLIS, savepoint);
            load.await();
            Ledger ledger = Audit.of(stack, load, false, out).ledger();
            out.accept(ledger.text());
            List<Ledger.Entry> wrong =
                    ledger.entries().stream()
                            .filter(entry -> entry.difference() != 0)
                            .filter(entry -> !entry.what().equals(EVENTS_ON_THE_TOPIC))
                            .toList();
            return wrong.isEmpty();
        }
    }

    /** With the tokens of each table: a copy of the rows alone would forget them. */
    private static Path tables(Path dir) {
        return dir.resolve("stack/clickhouse/data");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Files.copy(path, to.resolve(from.relativize(path).toString()), NOFOLLOW_LINKS);
            }
        }
    }
}
