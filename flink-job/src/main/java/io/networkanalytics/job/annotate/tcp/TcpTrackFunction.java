package io.networkanalytics.job.annotate.tcp;

import io.networkanalytics.job.encoding.AnnotatedSampleSerializer;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.Decision;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Tracks connections, one a key. Samples whose decision may yet change with the rate of their
 * prefix leave by a side output, the others are done.
 *
 * <p>A connection that is heard of again keeps its timer, which is set anew when it fires. Only one
 * that will end earlier than it would have gets a further one. Timers are rounded up to a grid as
 * wide as a quarter of the time to go, so that no connection ever has more than a handful; it is
 * forgotten in time all the same, as the tracker looks at the clock itself.
 */
public final class TcpTrackFunction
        extends KeyedProcessFunction<ConnectionKey, AnnotatedSample, AnnotatedSample>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    /** Samples that wait for the rate of their prefix. */
    public static final OutputTag<AnnotatedSample> AWAIT_RATE =
            new OutputTag<>("await-rate", AnnotatedSampleSerializer.TYPE);

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final TcpSettings settings;
    private final long learningSeconds;

    private transient TcpTracker tracker;
    private transient TcpPacket packet;

    /** What is read into from the state, and out of which that is written. */
    private transient TcpConnection connection;

    private transient ValueState<byte[]> connections;
    private transient ListState<Long> learningState;

    /** Event time of the first packet after a start without state; MAX if there was none yet. */
    private transient long learningSinceSeconds;

    private transient Map<TcpReason, Counter> findings;
    private transient Counter refused;
    private transient Counter expired;

    /**
     * A tracker.
     *
     * @param settings timeouts and windows
     * @param learningTime after a start without state, in which nothing is called not found
     */
    public TcpTrackFunction(TcpSettings settings, Duration learningTime) {
        this.settings = settings;
        this.learningSeconds = learningTime.toSeconds();
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        learningState =
                context.getOperatorStateStore()
                        .getUnionListState(new ListStateDescriptor<>("learning", Types.LONG));
        learningSinceSeconds = Long.MAX_VALUE;
        for (long since : learningState.get()) {
            learningSinceSeconds = Math.min(learningSinceSeconds, since);
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        learningState.update(List.of(learningSinceSeconds));
    }

    @Override
    public void open(OpenContext context) {
        tracker = new TcpTracker(settings);
        packet = new TcpPacket();
        connection = new TcpConnection();
        connections =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "connection", TcpConnectionSerializer.INSTANCE));
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("annotate");
        findings = new EnumMap<>(TcpReason.class);
        for (TcpReason reason : TcpReason.values()) {
            findings.put(reason, metrics.addGroup("reason", reason.name()).counter("tcpFindings"));
        }
        refused = metrics.counter("tcpRefusedConnections");
        expired = metrics.counter("tcpConnectionsExpired");
    }

    @Override
    public void processElement(
            AnnotatedSample annotated, Context context, Collector<AnnotatedSample> out)
            throws Exception {
        long nowSeconds = Math.floorDiv(annotated.eventTimeNanos(), NANOS_PER_SECOND);
        byte[] stored = connections.value();
        long expiredAt = load(stored) ? connection.expiresAtSeconds(settings) : Long.MAX_VALUE;
        packet.read(annotated.sample());
        TcpFinding finding = tracker.track(connection, packet, nowSeconds, isLearning(nowSeconds));
        if (tracker.changed()) {
            store(stored, expiredAt, nowSeconds, context);
        }
        count(finding);
        Decision edge = annotated.decision();
        AnnotatedSample found = TcpDecision.found(annotated, finding);
        if (TcpDecision.awaitsRate(edge, packet.kind(), finding)) {
            context.output(AWAIT_RATE, found);
        } else {
            out.collect(found);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<AnnotatedSample> out)
            throws Exception {
        if (!load(connections.value())) {
            return;
        }
        if (connection.expiresAtSeconds(settings) * 1000 <= timestamp) {
            connections.clear();
            expired.inc();
        } else {
            setTimer(timestamp / 1000, context);
        }
    }

    private boolean isLearning(long nowSeconds) {
        learningSinceSeconds = Math.min(learningSinceSeconds, nowSeconds);
        return nowSeconds - learningSinceSeconds < learningSeconds;
    }

    /** Reads what is known, nothing if nothing is stored; whether something is. */
    private boolean load(byte[] stored) throws IOException {
        if (stored == null) {
            connection.clear();
            return false;
        }
        TcpConnectionCodec.decode(stored, connection);
        return true;
    }

    private void store(byte[] before, long expiredAtSeconds, long nowSeconds, Context context)
            throws Exception {
        if (connection.isEmpty()) {
            connections.clear();
            return;
        }
        connections.update(TcpConnectionCodec.encode(connection, before));
        if (connection.expiresAtSeconds(settings) < expiredAtSeconds) {
            setTimer(nowSeconds, context);
        }
    }

    private void setTimer(long nowSeconds, Context context) {
        long expiresAt = connection.expiresAtSeconds(settings);
        long grid = Math.max(1, Long.highestOneBit(Math.max(0, expiresAt - nowSeconds) / 4));
        long seconds = Math.floorDiv(expiresAt + grid - 1, grid) * grid;
        context.timerService().registerEventTimeTimer(seconds * 1000);
    }

    private void count(TcpFinding finding) {
        if (finding.refused()) {
            refused.inc();
        } else {
            findings.get(finding.reason()).inc();
        }
    }
}
