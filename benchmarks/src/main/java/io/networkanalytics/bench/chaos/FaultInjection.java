package io.networkanalytics.bench.chaos;

import io.networkanalytics.stack.ClickHouseRole;
import io.networkanalytics.stack.Component;
import io.networkanalytics.stack.LocalStack;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Does the faults of a plan to a stack, and writes down what it did. */
final class FaultInjection {

    /** What is aimed at may not come, where the job has not recovered from what was before. */
    private static final Duration AIM = Duration.ofSeconds(40);

    private static final long POLL_NANOS = 4_000_000;

    /**
     * A fault that was done.
     *
     * @param atSeconds since the start of the run
     * @param fault its title
     * @param detail more about it
     * @param seconds until the server answered again
     */
    record Done(double atSeconds, String fault, String detail, double seconds) {

        String line() {
            return String.format(
                    Locale.ROOT, "%7.1f s  %s%s (%.1f s)", atSeconds, fault, detail, seconds);
        }
    }

    private final ChaosStack stack;
    private final LocalStack servers;
    private final Consumer<String> out;
    private final long startNanos = System.nanoTime();
    private final List<Done> done = new ArrayList<>();
    private long recognisedBlocks;

    FaultInjection(ChaosStack stack, Consumer<String> out) {
        this.stack = stack;
        this.servers = stack.servers();
        this.out = out;
    }

    /** What was done so far, in order. */
    List<Done> done() {
        return List.copyOf(done);
    }

    /** Blocks that came to ClickHouse again and were recognised, as far as it lived to tell. */
    long recognisedBlocks() throws IOException {
        return recognisedBlocks + recognisedNow();
    }

    /** Does a fault and returns when the server answers again. */
    void strike(FaultPlan.Step step) throws IOException {
        long start = System.nanoTime();
        String detail =
                switch (step.fault()) {
                    case KILL_TASKMANAGER -> restart(Component.TASKMANAGER);
                    case KILL_TASKMANAGER_AFTER_INSERT -> {
                        boolean aimed = awaitMoreSamples();
                        restart(Component.TASKMANAGER);
                        yield aimed ? "" : ", no insert came";
                    }
                    case KILL_JOBMANAGER -> {
                        restart(Component.JOBMANAGER);
                        stack.submitJob(step.checkpointMillis());
                        yield ", submitted again with checkpoints every "
                                + step.checkpointMillis()
                                + " ms";
                    }
                    case KILL_CLICKHOUSE_IN_INSERT -> {
                        boolean aimed = awaitInsert(step);
                        boolean hit = aimed && inserting() > 0;
                        recognisedBlocks += recognisedNow();
                        restart(Component.CLICKHOUSE);
                        yield hit ? ", amid it" : aimed ? ", just behind it" : ", none came";
                    }
                    case KILL_KAFKA -> restart(Component.KAFKA);
                    case KILL_FORWARDER -> {
                        long pid = stack.forwarder().kill();
                        stack.forwarder().start();
                        yield ", pid " + pid;
                    }
                    case STALL_CLICKHOUSE -> stall(Component.CLICKHOUSE, step, () -> {});
                    case KILL_TASKMANAGER_IN_STALL -> {
                        boolean aimed = awaitInsert(step);
                        String stall =
                                stall(
                                        Component.CLICKHOUSE,
                                        step,
                                        () -> servers.kill(Component.TASKMANAGER));
                        yield aimed ? stall : stall + ", no insert came";
                    }
                    case STALL_KAFKA -> stall(Component.KAFKA, step, () -> {});
                };
        if (step.fault() == Fault.KILL_TASKMANAGER_IN_STALL) {
            servers.restart(Component.TASKMANAGER);
        }
        note(step.fault().title(), detail, start);
    }

    private void note(String fault, String detail, long start) {
        Done fact =
                new Done(
                        (start - startNanos) / 1e9,
                        fault,
                        detail,
                        (System.nanoTime() - start) / 1e9);
        done.add(fact);
        out.accept(fact.line());
    }

    private String restart(Component component) {
        servers.kill(component);
        servers.restart(component);
        return "";
    }

    private String stall(Component component, FaultPlan.Step step, Runnable within) {
        servers.suspend(component, 1);
        try {
            within.run();
            LockSupport.parkNanos(step.stallMillis() * 1_000_000L);
        } finally {
            servers.resume(component, 1);
        }
        return String.format(Locale.ROOT, " for %.1f s", step.stallMillis() / 1e3);
    }

    /** Returns a chance moment after an insert has begun, if one begins. */
    private boolean awaitInsert(FaultPlan.Step step) throws IOException {
        long deadline = System.nanoTime() + AIM.toNanos();
        while (inserting() == 0) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        LockSupport.parkNanos(step.delayMillis() * 1_000_000L);
        return true;
    }

    /** Returns when rows of another checkpoint are in the table. */
    private boolean awaitMoreSamples() throws IOException {
        long before = stack.samples();
        long deadline = System.nanoTime() + AIM.toNanos();
        while (stack.samples() == before) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    private long inserting() throws IOException {
        return stack.number(
                ClickHouseRole.MIGRATOR,
                "SELECT count() FROM system.processes WHERE query_kind = 'Insert'");
    }

    private long recognisedNow() throws IOException {
        return stack.number(
                ClickHouseRole.MIGRATOR,
                "SELECT sum(value) FROM system.events WHERE event = 'DuplicatedInsertedBlocks'");
    }
}
