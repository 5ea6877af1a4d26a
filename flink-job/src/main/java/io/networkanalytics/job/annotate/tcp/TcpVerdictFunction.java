package io.networkanalytics.job.annotate.tcp;

import io.networkanalytics.job.hold.HoldFunction;
import io.networkanalytics.model.AnnotatedSample;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * Decides of the samples whose decision depends on the rate of their prefix: when their second is
 * over, all its counts have met, and what was above its threshold has arrived by broadcast.
 */
public final class TcpVerdictFunction
        extends HoldFunction<AnnotatedSample, OverRate, AnnotatedSample> {

    private static final long serialVersionUID = 1L;

    /** A sample in memory, about; its parts are objects here. */
    private static final long SAMPLE_BYTES = 1_000;

    private static final long MAX_BYTES = 100_000 * SAMPLE_BYTES;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** For how long what was above its threshold is remembered for late samples. */
    private static final long KEPT_SECONDS = 60;

    private static final MapStateDescriptor<OverRate, Boolean> OVER =
            new MapStateDescriptor<>(
                    "over-rate", TypeInformation.of(OverRate.class), Types.BOOLEAN);

    private transient BroadcastState<OverRate, Boolean> over;
    private transient Counter above;

    /**
     * The operator.
     *
     * @param maxDelay the longest that a sample is held, in the time of this machine
     */
    public TcpVerdictFunction(Duration maxDelay) {
        super(AnnotatedSampleChunkSerializer.INSTANCE, 0, maxDelay, MAX_BYTES);
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        over = context.getOperatorStateStore().getBroadcastState(OVER);
    }

    @Override
    protected Counters register() {
        MetricGroup metrics = getMetricGroup().addGroup("annotate");
        above = metrics.counter("tcpAboveThreshold");
        metrics.gauge("tcpHeldSamples", this::heldSamples);
        return new Counters(metrics.counter("tcpReleasedEarly"), metrics.counter("tcpSamplesLate"));
    }

    @Override
    protected long secondOf(AnnotatedSample sample) {
        return Math.floorDiv(sample.eventTimeNanos(), NANOS_PER_SECOND);
    }

    @Override
    protected long bytesOf(AnnotatedSample sample) {
        return SAMPLE_BYTES;
    }

    @Override
    protected AnnotatedSample release(long second, AnnotatedSample sample) {
        boolean isOver = isOver(new OverRate(TcpRateKey.of(sample), second));
        if (isOver) {
            above.inc();
        }
        return TcpDecision.atRate(sample, isOver);
    }

    @Override
    protected void learn(OverRate known) throws Exception {
        over.put(known, true);
    }

    @Override
    protected void forget(long releasedSecond) throws Exception {
        Iterator<Map.Entry<OverRate, Boolean>> entries = over.iterator();
        while (entries.hasNext()) {
            if (entries.next().getKey().second() < releasedSecond - KEPT_SECONDS) {
                entries.remove();
            }
        }
    }

    private boolean isOver(OverRate key) {
        try {
            return over.contains(key);
        } catch (Exception e) {
            throw new IllegalStateException("The state of what is above its threshold", e);
        }
    }
}
