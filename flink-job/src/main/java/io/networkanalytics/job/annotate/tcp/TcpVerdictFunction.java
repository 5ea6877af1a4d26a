package io.networkanalytics.job.annotate.tcp;

import io.networkanalytics.job.encoding.AnnotatedSampleSerializer;
import io.networkanalytics.model.AnnotatedSample;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Holds the samples whose decision depends on the rate of their prefix until event time has passed
 * their second: then all counts of that second have met and what was above its threshold has
 * arrived by broadcast. So the decision is a function of event time alone, however fast a capture
 * is replayed.
 *
 * <p>What is held is part of every checkpoint. In a stream that has gone quiet, event time stands
 * still: a sample goes out after a delay with what is known, and so does the oldest second when too
 * many are held. Both are counted.
 */
public final class TcpVerdictFunction extends AbstractStreamOperator<AnnotatedSample>
        implements TwoInputStreamOperator<AnnotatedSample, OverRate, AnnotatedSample>,
                BoundedMultiInput {

    private static final long serialVersionUID = 1L;

    /** At about 1 KB each. */
    private static final int MAX_HELD = 200_000;

    /** For how long what was above its threshold is remembered for late samples. */
    private static final long KEPT_SECONDS = 60;

    private static final MapStateDescriptor<OverRate, Boolean> OVER =
            new MapStateDescriptor<>(
                    "over-rate", TypeInformation.of(OverRate.class), Types.BOOLEAN);

    private final long maxDelayMillis;

    private transient HeldSamples held;
    private transient ListState<AnnotatedSample> heldState;
    private transient BroadcastState<OverRate, Boolean> over;
    private transient long releasedSecond;
    private transient StreamRecord<AnnotatedSample> reused;
    private transient ScheduledFuture<?> nextLook;
    private transient Counter above;
    private transient Counter early;

    /**
     * The operator.
     *
     * @param maxDelay the longest that a sample is held, in the time of this machine
     */
    public TcpVerdictFunction(Duration maxDelay) {
        this.maxDelayMillis = maxDelay.toMillis();
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        held = new HeldSamples();
        releasedSecond = Long.MIN_VALUE;
        heldState =
                context.getOperatorStateStore()
                        .getListState(
                                new ListStateDescriptor<>("held", AnnotatedSampleSerializer.TYPE));
        over = context.getOperatorStateStore().getBroadcastState(OVER);
        long now = getProcessingTimeService().getCurrentProcessingTime();
        for (AnnotatedSample sample : heldState.get()) {
            held.add(sample, now);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        heldState.update(held.all());
    }

    @Override
    public void open() throws Exception {
        super.open();
        reused = new StreamRecord<>(null);
        MetricGroup metrics = getMetricGroup().addGroup("annotate");
        above = metrics.counter("tcpAboveThreshold");
        early = metrics.counter("tcpReleasedEarly");
        metrics.gauge("tcpHeldSamples", () -> held.size());
        lookAgain();
    }

    @Override
    public void processElement1(StreamRecord<AnnotatedSample> element) {
        AnnotatedSample sample = element.getValue();
        long second = HeldSamples.secondOf(sample);
        if (second <= releasedSecond) {
            release(second, sample);
            return;
        }
        held.add(sample, getProcessingTimeService().getCurrentProcessingTime());
        if (held.size() > MAX_HELD) {
            held.releaseFirst(this::releaseEarly);
        }
    }

    @Override
    public void processElement2(StreamRecord<OverRate> element) throws Exception {
        over.put(element.getValue(), true);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.equals(Watermark.MAX_WATERMARK)) {
            held.releaseUpTo(Long.MAX_VALUE, this::release);
            super.processWatermark(mark);
            return;
        }
        long second = Math.floorDiv(mark.getTimestamp() + 1, 1000) - 1;
        if (second <= releasedSecond) {
            return;
        }
        held.releaseUpTo(second, this::release);
        releasedSecond = second;
        forget(second - KEPT_SECONDS);
        // Not further than what was released: the rest of the second is still to come.
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

    private void lookAgain() {
        long now = getProcessingTimeService().getCurrentProcessingTime();
        nextLook =
                getProcessingTimeService()
                        .registerTimer(
                                now + Math.max(1, maxDelayMillis / 4),
                                time -> {
                                    held.releaseHeldSince(
                                            time - maxDelayMillis, this::releaseEarly);
                                    lookAgain();
                                });
    }

    private void releaseEarly(long second, AnnotatedSample sample) {
        early.inc();
        release(second, sample);
    }

    private void release(long second, AnnotatedSample sample) {
        boolean isOver = isOver(new OverRate(TcpRateKey.of(sample), second));
        if (isOver) {
            above.inc();
        }
        AnnotatedSample decided = TcpDecision.atRate(sample, isOver);
        output.collect(reused.replace(decided, sample.eventTimeNanos() / 1_000_000));
    }

    private boolean isOver(OverRate key) {
        try {
            return over.contains(key);
        } catch (Exception e) {
            throw new IllegalStateException("The state of what is above its threshold", e);
        }
    }

    private void forget(long beforeSecond) throws Exception {
        Iterator<Map.Entry<OverRate, Boolean>> entries = over.iterator();
        while (entries.hasNext()) {
            if (entries.next().getKey().second() < beforeSecond) {
                entries.remove();
            }
        }
    }
}
