package io.networkanalytics.bench.detector;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.PacketSample;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * Benign traffic at a multiple of its rate: so many copies of the demo's, each at another moment of
 * it.
 */
final class BenignHour implements Iterator<LabelledSample> {

    private static final long START_NANOS = Scenario.START_SECOND * SampledStream.NANOS;

    private final PriorityQueue<LoopedBenign> copies =
            new PriorityQueue<>(Comparator.comparingLong(LoopedBenign::nextNanos));
    private final long endNanos;
    private long sequence;

    /**
     * Begins.
     *
     * @param copies 1 or more
     * @param seconds how long
     * @param sampleInterval packets that a sample stands for
     */
    BenignHour(BenignCapture capture, int copies, int seconds, int sampleInterval) {
        for (int i = 0; i < copies; i++) {
            long before = capture.periodNanos() * i / copies;
            LoopedBenign copy =
                    new LoopedBenign(
                            capture, START_NANOS - before, ByteString.EMPTY, sampleInterval, i);
            while (copy.nextNanos() < START_NANOS) {
                copy.next();
            }
            this.copies.add(copy);
        }
        this.endNanos = START_NANOS + seconds * SampledStream.NANOS;
    }

    @Override
    public boolean hasNext() {
        return nextNanos() < endNanos;
    }

    /** Time of the next sample, since 1970. */
    private long nextNanos() {
        return copies.peek().nextNanos();
    }

    @Override
    public LabelledSample next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the benign traffic has ended");
        }
        LoopedBenign copy = copies.poll();
        long nanos = copy.nextNanos();
        PacketSample sample =
                copy.next()
                        .setEpochMicros(START_NANOS / 1000)
                        .setSequence(++sequence)
                        .setObservedAtNanos(nanos)
                        .setReceivedAtNanos(nanos)
                        .build();
        copies.add(copy);
        return new LabelledSample(AnnotatedSample.of(sample, nanos, GeneratedTraffic.ACCOUNT), 0);
    }
}
