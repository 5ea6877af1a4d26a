package io.networkanalytics.job.annotate.tcp;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Judges each second of each key when event time has passed it, and says which were above their
 * threshold. What comes later than that is counted and changes nothing. A key that has been silent
 * for as long as its history reaches is forgotten.
 */
public final class TcpRateFunction
        extends KeyedProcessFunction<TcpRateKey, TcpRateCount, OverRate> {

    private static final long serialVersionUID = 1L;
    private static final long HISTORY_SECONDS = 7L * 24 * 3600;

    private final RateFloors floors;

    private transient MapState<Long, Long> packetsBySecond;
    private transient ValueState<TcpRateState> state;
    private transient ValueState<byte[]> history;
    private transient RateThreshold.History minutes;
    private transient Counter secondsAbove;
    private transient Counter late;

    /**
     * The function.
     *
     * @param floors thresholds are never lower
     */
    public TcpRateFunction(RateFloors floors) {
        this.floors = floors;
    }

    @Override
    public void open(OpenContext context) {
        packetsBySecond =
                getRuntimeContext()
                        .getMapState(new MapStateDescriptor<>("packets", Types.LONG, Types.LONG));
        state =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "rate", TypeInformation.of(TcpRateState.class)));
        history =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "history",
                                        PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        minutes =
                new RateThreshold.History() {
                    @Override
                    public MinuteRateHistory read() throws Exception {
                        byte[] bytes = history.value();
                        return bytes == null
                                ? new MinuteRateHistory()
                                : MinuteRateHistory.fromBytes(bytes);
                    }

                    @Override
                    public void write(MinuteRateHistory rates) throws Exception {
                        history.update(rates.toBytes());
                    }
                };
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("annotate");
        secondsAbove = metrics.counter("tcpSecondsAboveThreshold");
        late = metrics.counter("tcpLateRateCounts");
    }

    @Override
    public void processElement(TcpRateCount count, Context context, Collector<OverRate> out)
            throws Exception {
        long second = count.second();
        TcpRateState known = state.value();
        if (known != null && second <= known.second()) {
            late.inc();
            return;
        }
        Long before = packetsBySecond.get(second);
        packetsBySecond.put(second, count.packets() + (before == null ? 0 : before));
        context.timerService().registerEventTimeTimer(endOf(second));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<OverRate> out)
            throws Exception {
        long second = Math.floorDiv(timestamp, 1000);
        Long packets = packetsBySecond.get(second);
        TcpRateState known = state.value();
        if (packets != null) {
            packetsBySecond.remove(second);
            judge(context, known, second, packets, out);
        } else if (known != null && known.expiryTimerMillis() == timestamp) {
            expire(context, known);
        }
    }

    private void judge(
            OnTimerContext context,
            TcpRateState known,
            long second,
            long packets,
            Collector<OverRate> out)
            throws Exception {
        TcpRateKey key = context.getCurrentKey();
        RateThreshold threshold = new RateThreshold(floors.of(key.rateClass()));
        TcpRateState before = known;
        if (before == null) {
            before = threshold.first(second, setExpiry(context, second));
        } else if (before.expiryTimerMillis() <= endOf(second)) {
            before = withExpiry(before, setExpiry(context, second));
        }
        RateThreshold.Result result = threshold.judge(before, second, packets, minutes);
        state.update(result.state());
        if (result.above()) {
            secondsAbove.inc();
            out.collect(new OverRate(key, second));
        }
    }

    private void expire(OnTimerContext context, TcpRateState known) throws Exception {
        if (endOf(known.second() + HISTORY_SECONDS) <= known.expiryTimerMillis()) {
            state.clear();
            history.clear();
        } else {
            state.update(withExpiry(known, setExpiry(context, known.second())));
        }
    }

    private static long setExpiry(OnTimerContext context, long second) {
        long at = endOf(second + HISTORY_SECONDS);
        context.timerService().registerEventTimeTimer(at);
        return at;
    }

    private static TcpRateState withExpiry(TcpRateState state, long expiryTimerMillis) {
        return new TcpRateState(
                state.threshold(),
                state.tokens(),
                state.second(),
                state.minute(),
                state.minutePackets(),
                expiryTimerMillis);
    }

    private static long endOf(long second) {
        return second * 1000 + 999;
    }
}
