package io.networkanalytics.job.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A sender, a forwarder and Kafka as small as can be, and everything that may go wrong between them
 * in random order: whatever comes, the filter lets each sample through once, and never drops one
 * that is not stored.
 *
 * <p>The partitions answer for themselves, so acknowledgements come out of order and are heard in
 * order; the sender may not hear them; it comes back on a new stream while the old one still has a
 * sample to hand on; the forwarder is killed, with a spool or without.
 */
class RepeatFilterDeliveryTest {

    private static final int PARTITIONS = 3;
    private static final int SAMPLES = 200;
    private static final int WINDOW = 40;
    private static final int RUNS = 2_000;

    private Random random;
    private List<List<Integer>> topic;

    /** Handed on and not in Kafka, by partition: memory of the producer, or files of the spool. */
    private List<Deque<Integer>> underWay;

    /** In Kafka since the spool last gave up a segment; a killed forwarder ships them again. */
    private List<Deque<Integer>> stillSpooled;

    private BitSet settled;
    private int heard;

    @ParameterizedTest(name = "spool {0}")
    @ValueSource(booleans = {false, true})
    void everySampleIsKeptOnce(boolean spool) {
        int repeats = 0;
        for (int seed = 1; seed <= RUNS; seed++) {
            random = new Random(seed);
            run(spool);
            repeats += assertKeptOnce(seed);
        }
        assertTrue(repeats > RUNS * WINDOW / 10, repeats + " repeats are no test");
    }

    private void run(boolean spool) {
        topic = IntStream.range(0, PARTITIONS).mapToObj(p -> listOf()).toList();
        underWay = IntStream.range(0, PARTITIONS).mapToObj(p -> queue()).toList();
        stillSpooled = IntStream.range(0, PARTITIONS).mapToObj(p -> queue()).toList();
        settled = new BitSet();
        heard = 0;
        int next = 1;
        int late = 0; // the sample that the old stream's thread has in its hands
        while (heard < SAMPLES) {
            switch (random.nextInt(20)) {
                case 0 -> { // the network fails: the forwarder and what it has stay
                    late = next <= SAMPLES ? next : 0;
                    next = heard + 1;
                }
                case 1 -> { // kill -9
                    kill(spool);
                    late = 0;
                    next = heard + 1;
                }
                case 2 -> {
                    if (late > 0) {
                        handOn(late, spool);
                        late = 0;
                    }
                }
                case 3, 4 -> heard = settled.nextClearBit(1) - 1;
                case 5, 6, 7, 8, 9, 10 -> kafkaTakesOne(spool);
                default -> {
                    if (next <= SAMPLES && next <= heard + WINDOW) {
                        handOn(next++, spool);
                    }
                }
            }
        }
    }

    private void handOn(int sequence, boolean spool) {
        underWay.get(partition(sequence)).add(sequence);
        if (spool) {
            settled.set(sequence); // acknowledged when it is in a file
        }
    }

    private void kafkaTakesOne(boolean spool) {
        int partition = random.nextInt(PARTITIONS);
        Integer sequence = underWay.get(partition).poll();
        if (sequence != null) {
            topic.get(partition).add(sequence);
            settled.set(sequence);
            if (spool) {
                stillSpooled.get(partition).add(sequence);
            }
        }
    }

    private void kill(boolean spool) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            if (spool) {
                Deque<Integer> again = stillSpooled.get(partition);
                IntStream.range(0, random.nextInt(again.size() + 1)).forEach(i -> again.remove());
                again.addAll(underWay.get(partition));
                underWay.get(partition).clear();
                underWay.get(partition).addAll(again);
                again.clear();
            } else {
                underWay.get(partition).clear();
            }
        }
    }

    private int assertKeptOnce(int seed) {
        RepeatFilter filter = new RepeatFilter(10);
        BitSet kept = new BitSet();
        int repeats = 0;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (int sequence : topic.get(partition)) {
                if (filter.isRepeat(partition, "fw", 7, sequence)) {
                    repeats++;
                } else {
                    assertTrue(!kept.get(sequence), "twice: " + sequence + ", seed " + seed);
                    kept.set(sequence);
                }
            }
            // What is still under way at the end is in the spool, and comes.
            for (int sequence : underWay.get(partition)) {
                if (!filter.isRepeat(partition, "fw", 7, sequence)) {
                    assertTrue(!kept.get(sequence), "twice: " + sequence + ", seed " + seed);
                    kept.set(sequence);
                }
            }
        }
        assertEquals(SAMPLES, kept.cardinality(), "lost some, seed " + seed);
        return repeats;
    }

    private static int partition(int sequence) {
        return sequence * 7919 % 101 % PARTITIONS;
    }

    private static List<Integer> listOf() {
        return new ArrayList<>();
    }

    private static Deque<Integer> queue() {
        return new ArrayDeque<>();
    }
}
