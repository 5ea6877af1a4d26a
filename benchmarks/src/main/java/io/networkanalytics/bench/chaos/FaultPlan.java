package io.networkanalytics.bench.chaos;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Faults in the order of a seed: all kinds in one chance order, then again in another, without end.
 */
final class FaultPlan {

    private static final int LEAST_CHECKPOINT_MILLIS = 2_000;
    private static final int MOST_CHECKPOINT_MILLIS = 10_000;
    private static final int MOST_DELAY_MILLIS = 80;
    private static final int LEAST_STALL_MILLIS = 10_000;

    /**
     * One fault.
     *
     * @param fault what
     * @param pauseMillis how long nothing happens before
     * @param delayMillis from the moment that it is aimed at
     * @param stallMillis how long it lasts, if it stalls
     * @param checkpointMillis interval that the job has from then on, if it has to be submitted
     *     again
     */
    record Step(
            Fault fault, int pauseMillis, int delayMillis, int stallMillis, int checkpointMillis) {}

    private final Random random;
    private final Deque<Fault> deck = new ArrayDeque<>();
    private final int mostPauseMillis;
    private final int mostStallMillis;
    private final boolean spool;
    private final int checkpointMillis;

    /**
     * @param mostPauseMillis between two faults; the least is a quarter of it
     * @param mostStallMillis 10 s or more
     */
    FaultPlan(long seed, int mostPauseMillis, int mostStallMillis) {
        this.random = new Random(seed);
        this.mostPauseMillis = mostPauseMillis;
        this.mostStallMillis = mostStallMillis;
        this.spool = random.nextBoolean();
        this.checkpointMillis = checkpoint();
    }

    /** Whether the forwarder has a spool. */
    boolean spool() {
        return spool;
    }

    /** Interval of the checkpoints from the start on. */
    int checkpointMillis() {
        return checkpointMillis;
    }

    Step next() {
        if (deck.isEmpty()) {
            List<Fault> all = new ArrayList<>(List.of(Fault.values()));
            Collections.shuffle(all, random);
            deck.addAll(all);
        }
        return new Step(
                deck.remove(),
                between(mostPauseMillis / 4, mostPauseMillis),
                between(0, MOST_DELAY_MILLIS),
                between(LEAST_STALL_MILLIS, mostStallMillis),
                checkpoint());
    }

    private int checkpoint() {
        return between(LEAST_CHECKPOINT_MILLIS, MOST_CHECKPOINT_MILLIS);
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }
}
