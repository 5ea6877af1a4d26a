package io.networkanalytics.bench.chaos;

import io.networkanalytics.stack.demo.StoredTotals;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What has come of a load, when all is quiet.
 *
 * @param ledger what was acknowledged beside what is there
 * @param repeats records of the topic that were there before
 * @param attackSamples samples that are part of an attack
 */
record Audit(Ledger ledger, long repeats, long attackSamples) {

    /** What is there twice may still be on its way. */
    private static final int QUIET_CHECKPOINTS = 3;

    /** Longer than anything waits in the job; where so long nothing comes, nothing will. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private static final int SHOWN = 20;

    /**
     * Waits for quiet, reads and compares.
     *
     * @param load that is at its end
     * @param spool whether the forwarder has one: what it ships again when it is killed, nobody
     *     counts
     */
    static Audit of(ChaosStack stack, Load load, boolean spool, Consumer<String> out)
            throws IOException {
        out.accept("%,d samples are acknowledged".formatted(load.acknowledged()));
        awaitQuiet(stack, load.acknowledged());
        TopicContent topic = TopicContent.read(stack.servers().kafkaBootstrap());
        StoredContent stored = StoredContent.read(stack);
        show("only on the topic: ", topic.events(), stored.events(), out);
        show("only in the table: ", stored.events(), topic.events(), out);
        Ledger ledger = ChaosLedger.of(load.totals(), topic, stored);
        if (!spool) {
            long sentAgain = load.sent() - load.acknowledged();
            ledger.compare(
                    "Kafka: repeats that nobody sent", 0, Math.max(0, topic.repeats() - sentAgain));
        }
        return new Audit(ledger, topic.repeats(), stored.attackSamples().samples());
    }

    /** Waits until everything is there, or until waiting makes no sense any more. */
    private static void awaitQuiet(ChaosStack stack, long samples) throws IOException {
        StoredTotals stored = StoredTotals.read(stack.servers());
        long since = System.nanoTime();
        while (missing(stack, stored, samples) && System.nanoTime() - since < SILENCE.toNanos()) {
            stack.awaitCheckpoints(1);
            StoredTotals now = StoredTotals.read(stack.servers());
            if (!now.equals(stored)) {
                stored = now;
                since = System.nanoTime();
            }
        }
        stack.awaitCheckpoints(QUIET_CHECKPOINTS);
    }

    private static boolean missing(ChaosStack stack, StoredTotals stored, long samples)
            throws IOException {
        return stored.distinctSamples() < samples
                || stored.byTable().values().stream().anyMatch(sums -> sums.samples() < samples)
                || StoredContent.lastedAttacks(stack) != 0;
    }

    private static void show(
            String what, Collection<String> these, Collection<String> those, Consumer<String> out) {
        Set<String> more = new HashSet<>(these);
        more.removeAll(Set.copyOf(those));
        more.stream().sorted().limit(SHOWN).forEach(event -> out.accept(what + event));
    }
}
