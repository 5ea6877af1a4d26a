package io.networkanalytics.job.attack;

import io.networkanalytics.model.attack.AttackEvent;
import io.networkanalytics.model.attack.AttackRule;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Detects the attacks on a prefix. A second is judged when event time has passed it, so that all
 * its counts have met; a count that comes later is counted and not used.
 */
final class AttackDetectFunction extends KeyedProcessFunction<PrefixKey, TrafficCount, AttackSpan> {

    private static final long serialVersionUID = 1L;

    static final OutputTag<AttackEvent> EVENTS =
            new OutputTag<>("attack-events", TypeInformation.of(AttackEvent.class));

    static final OutputTag<AttackRule> RULES =
            new OutputTag<>("attack-rules", TypeInformation.of(AttackRule.class));

    private final AttackSettings settings;

    private transient PrefixDetector detector;
    private transient MapState<Long, SecondTraffic> pending;
    private transient ValueState<PrefixState> state;
    private transient Counter late;
    private transient Counter started;
    private transient Counter ended;

    AttackDetectFunction(AttackSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        detector = new PrefixDetector(settings, VectorTable.standard());
        pending =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "pending", Types.LONG, SecondTrafficSerializer.TYPE));
        state =
                getRuntimeContext()
                        .getState(new ValueStateDescriptor<>("prefix", PrefixStateSerializer.TYPE));
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("attack");
        late = metrics.counter("lateCounts");
        started = metrics.counter("attacksStarted");
        ended = metrics.counter("attacksEnded");
    }

    @Override
    public void processElement(TrafficCount count, Context context, Collector<AttackSpan> out)
            throws Exception {
        long endOfSecond = endOf(count.second());
        if (context.timerService().currentWatermark() >= endOfSecond) {
            late.inc(count.traffic().samples());
            return;
        }
        SecondTraffic more =
                SecondTraffic.of(count.second(), Map.of(count.vector(), count.traffic()));
        SecondTraffic before = pending.get(count.second());
        pending.put(count.second(), before == null ? more : before.plus(more, settings.digests()));
        context.timerService().registerEventTimeTimer(endOfSecond);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<AttackSpan> out)
            throws Exception {
        long second = Math.floorDiv(timestamp, 1000);
        SecondTraffic traffic = pending.get(second);
        PrefixState known = state.value();
        if (traffic == null && known == null) {
            return;
        }
        PrefixState prefix = known == null ? new PrefixState() : known;
        detector.judge(
                context.getCurrentKey(),
                prefix,
                traffic == null ? SecondTraffic.of(second, Map.of()) : traffic,
                findings(context, out));
        pending.remove(second);
        for (long wake : detector.wakeSeconds(prefix, second)) {
            context.timerService().registerEventTimeTimer(endOf(wake));
        }
        if (prefix.isEmpty()) {
            state.clear();
        } else {
            state.update(prefix);
        }
    }

    private Findings findings(OnTimerContext context, Collector<AttackSpan> out) {
        return new Findings() {
            @Override
            public void span(AttackSpan span) {
                out.collect(span);
            }

            @Override
            public void event(AttackEvent event) {
                if (event.kind() == AttackEvent.Kind.STARTED) {
                    started.inc();
                } else if (event.kind() == AttackEvent.Kind.ENDED) {
                    ended.inc();
                }
                context.output(EVENTS, event);
            }

            @Override
            public void rule(AttackRule rule) {
                context.output(RULES, rule);
            }
        };
    }

    private static long endOf(long second) {
        return second * 1000 + 999;
    }
}
