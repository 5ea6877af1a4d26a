package io.networkanalytics.job.hold;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Holds samples until the watermarks of both inputs have passed their second: then all that is to
 * be known of it has arrived on the second input, which is a broadcast. So what is said of a sample
 * is a function of event time alone, however fast a capture is replayed.
 *
 * <p>What is held is part of every checkpoint. Where event time stands still (one exporter whose
 * clock is behind, for example) a second goes out after a delay with what is known, and so does the
 * first one when too much is held. Both are counted. The delay is measured in looks, not by the
 * clock: while this task is blocked nothing can have arrived.
 *
 * @param <T> the sample as it is held
 * @param <B> what arrives by broadcast
 * @param <R> what goes out
 */
public abstract class HoldFunction<T, B, R> extends AbstractStreamOperator<R>
        implements TwoInputStreamOperator<T, B, R>, BoundedMultiInput {

    private static final long serialVersionUID = 1L;

    private static final int LOOKS = 4;

    /**
     * What is counted here.
     *
     * @param early samples that went out before their second was over
     * @param late samples that came when their second was already over
     */
    public record Counters(Counter early, Counter late) {}

    /** As many samples are one entry of the state. */
    private static final int SAMPLES_PER_CHUNK = 1_000;

    private final HeldChunkSerializer<T> chunks;
    private final int lookAheadSeconds;
    private final long maxDelayMillis;
    private final long maxBytes;

    private transient HeldBySecond<T> held;
    private transient ListState<HeldChunk<T>> heldState;
    private transient StreamRecord<R> reused;
    private transient ScheduledFuture<?> nextLook;
    private transient long look;
    private transient long releasedSecond;
    private transient Counters counters;

    /**
     * @param chunks writes held samples into checkpoints
     * @param lookAheadSeconds how many later seconds must be known as well
     * @param maxDelay the longest that a sample is held, in the time of this machine
     * @param maxBytes the most that is held
     */
    protected HoldFunction(
            HeldChunkSerializer<T> chunks, int lookAheadSeconds, Duration maxDelay, long maxBytes) {
        this.chunks = chunks;
        this.lookAheadSeconds = lookAheadSeconds;
        this.maxDelayMillis = maxDelay.toMillis();
        this.maxBytes = maxBytes;
    }

    /** Event time of a sample, seconds since 1970. */
    protected abstract long secondOf(T sample);

    /** What a sample takes in memory, about. */
    protected abstract long bytesOf(T sample);

    /** Says of a sample what is known; its second is over. */
    protected abstract R release(long second, T sample);

    /** Takes what has arrived by broadcast. */
    protected abstract void learn(B known) throws Exception;

    /** Forgets what was known of seconds before one that is long over. */
    protected abstract void forget(long releasedSecond) throws Exception;

    /** Registers the metrics. */
    protected abstract Counters register();

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        held = new HeldBySecond<>();
        releasedSecond = Long.MIN_VALUE;
        heldState =
                context.getOperatorStateStore()
                        .getListState(new ListStateDescriptor<>("held-chunks", chunks));
        for (HeldChunk<T> chunk : heldState.get()) {
            chunk.samples().forEach(this::hold);
        }
        heldState.clear();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        List<T> all = held.all();
        List<HeldChunk<T>> entries = new ArrayList<>();
        for (int from = 0; from < all.size(); from += SAMPLES_PER_CHUNK) {
            int to = Math.min(from + SAMPLES_PER_CHUNK, all.size());
            entries.add(new HeldChunk<>(all.subList(from, to)));
        }
        heldState.update(entries);
    }

    /** What was written need not be kept a second time until the next checkpoint. */
    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        heldState.clear();
    }

    @Override
    public void open() throws Exception {
        super.open();
        reused = new StreamRecord<>(null);
        counters = register();
        lookAgain();
    }

    /** How many samples are held. */
    protected final int heldSamples() {
        return held.size();
    }

    @Override
    public void processElement1(StreamRecord<T> element) {
        T sample = element.getValue();
        long second = secondOf(sample);
        if (second <= releasedSecond) {
            counters.late().inc();
            emit(second, sample);
            return;
        }
        hold(sample);
        if (held.bytes() > maxBytes) {
            held.releaseFirst(this::emitEarly);
        }
    }

    @Override
    public void processElement2(StreamRecord<B> element) throws Exception {
        learn(element.getValue());
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.equals(Watermark.MAX_WATERMARK)) {
            held.releaseUpTo(Long.MAX_VALUE, this::emit);
            super.processWatermark(mark);
            return;
        }
        long second = Math.floorDiv(mark.getTimestamp() + 1, 1000) - 1 - lookAheadSeconds;
        if (second <= releasedSecond) {
            return;
        }
        held.releaseUpTo(second, this::emit);
        releasedSecond = second;
        forget(second);
        // Not further than what was released: the rest is still to come.
        super.processWatermark(new Watermark((second + 1) * 1000 - 1));
    }

    @Override
    public void endInput(int inputId) {
        // The last watermark releases what is held.
    }

    @Override
    public void close() throws Exception {
        if (nextLook != null) {
            nextLook.cancel(false);
        }
        super.close();
    }

    private void hold(T sample) {
        held.add(secondOf(sample), sample, bytesOf(sample), look);
    }

    private void lookAgain() {
        long now = getProcessingTimeService().getCurrentProcessingTime();
        nextLook =
                getProcessingTimeService()
                        .registerTimer(
                                now + Math.max(1, maxDelayMillis / LOOKS),
                                time -> {
                                    look++;
                                    held.releaseHeldSince(look - LOOKS, this::emitEarly);
                                    lookAgain();
                                });
    }

    private void emitEarly(long second, T sample) {
        counters.early().inc();
        emit(second, sample);
    }

    private void emit(long second, T sample) {
        output.collect(reused.replace(release(second, sample), second * 1000));
    }
}
