package io.networkanalytics.bench.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A sender hands numbered samples to a forwarder, which acknowledges them; through Kafka and the
 * job they come to ClickHouse, while a plan of faults is done. When all is quiet, what was
 * acknowledged must be in every table exactly once.
 */
public final class ChaosRun {

    private final ChaosOptions options;
    private final Clock clock;
    private final Consumer<String> out;

    /**
     * @param out told what happens, line by line
     */
    public ChaosRun(ChaosOptions options, Clock clock, Consumer<String> out) {
        this.options = options;
        this.clock = clock;
        this.out = out;
    }

    /**
     * Does it.
     *
     * @param dir for the servers' data and the logs
     * @throws IOException if a server does not come back, or the sender is refused
     */
    public ChaosOutcome run(Path dir) throws IOException {
        int pause = (int) options.mostPause().toMillis();
        FaultPlan plan = new FaultPlan(options.seed(), pause, (int) options.mostStall().toMillis());
        try (ChaosStack stack = new ChaosStack(dir, UnaryOperator.identity())) {
            stack.forwarder().configure(plan.spool());
            stack.forwarder().start();
            stack.submitJob(plan.checkpointMillis());
            out.accept(
                    "seed %d, %,d samples/s, checkpoints every %d ms, forwarder %s spool"
                            .formatted(
                                    options.seed(),
                                    options.samplesPerSecond(),
                                    plan.checkpointMillis(),
                                    plan.spool() ? "with" : "without"));
            return load(stack, plan);
        }
    }

    private ChaosOutcome load(ChaosStack stack, FaultPlan plan) throws IOException {
        Load load = new Load(stack, options, clock);
        FaultInjection injection = new FaultInjection(stack, out);
        long end = System.nanoTime() + options.load().toNanos();
        while (true) {
            FaultPlan.Step step = plan.next();
            long pause = Math.min(step.pauseMillis() * 1_000_000L, end - System.nanoTime());
            if (pause > 0) {
                LockSupport.parkNanos(pause);
            }
            load.check();
            if (System.nanoTime() >= end) {
                break;
            }
            injection.strike(step);
        }
        load.await();
        return outcome(stack, plan, load, injection);
    }

    private ChaosOutcome outcome(
            ChaosStack stack, FaultPlan plan, Load load, FaultInjection injection)
            throws IOException {
        Audit audit = Audit.of(stack, load, plan.spool(), out);
        return new ChaosOutcome(
                load.acknowledged(),
                load.sent(),
                load.streams(),
                plan.spool(),
                audit.repeats(),
                injection.recognisedBlocks(),
                audit.attackSamples(),
                injection.done(),
                audit.ledger().entries(),
                audit.ledger().balanced(),
                audit.ledger().text());
    }
}
