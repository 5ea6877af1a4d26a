package io.networkanalytics.job.rollup;

import io.networkanalytics.model.rollup.RollupKey;
import io.networkanalytics.model.rollup.RollupRow;
import io.networkanalytics.model.rollup.RollupSums;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Sums the rows of a key by minute. A minute goes out when event time has passed its end, or
 * earlier, after {@code maxDelay}, so that a quiet stream does not hold back what is known. What
 * comes afterwards goes out as a row of its own: readers sum, so nothing is dropped and nothing is
 * ever changed.
 */
final class RollupFunction extends KeyedProcessFunction<RollupKey, RollupRow, RollupRow> {

    private static final long serialVersionUID = 1L;
    private static final long MILLIS_PER_SECOND = 1_000;
    private static final long MILLIS_PER_MINUTE = 60_000;

    private final long maxDelayMillis;
    private transient MapState<Long, RollupSums> minutes;
    private transient Counter late;
    private transient Counter rows;

    RollupFunction(Duration maxDelay) {
        this.maxDelayMillis = maxDelay.toMillis();
    }

    @Override
    public void open(OpenContext context) {
        minutes =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "minutes",
                                        Types.LONG,
                                        TypeInformation.of(RollupSums.class)));
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("rollup");
        late = metrics.counter("late");
        rows = metrics.counter("rows");
    }

    @Override
    public void processElement(RollupRow row, Context context, Collector<RollupRow> out)
            throws Exception {
        long endMillis = endMillis(row.minute());
        if (context.timerService().currentWatermark() >= endMillis - 1) {
            late.inc(row.sums().samples());
            emit(row, out);
            return;
        }
        RollupSums before = minutes.get(row.minute());
        minutes.put(row.minute(), before == null ? row.sums() : before.plus(row.sums()));
        context.timerService().registerEventTimeTimer(endMillis - 1);
        // On a grid, so that a key has one such timer and not one for every row.
        long now = context.timerService().currentProcessingTime();
        context.timerService()
                .registerProcessingTimeTimer((now / maxDelayMillis + 1) * maxDelayMillis);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<RollupRow> out)
            throws Exception {
        if (context.timeDomain() == TimeDomain.PROCESSING_TIME) {
            for (Iterator<Map.Entry<Long, RollupSums>> i = minutes.iterator(); i.hasNext(); ) {
                Map.Entry<Long, RollupSums> minute = i.next();
                context.timerService().deleteEventTimeTimer(endMillis(minute.getKey()) - 1);
                emit(
                        new RollupRow(minute.getKey(), context.getCurrentKey(), minute.getValue()),
                        out);
                i.remove();
            }
            return;
        }
        long minute = (timestamp + 1 - MILLIS_PER_MINUTE) / MILLIS_PER_SECOND;
        RollupSums sums = minutes.get(minute);
        if (sums != null) {
            emit(new RollupRow(minute, context.getCurrentKey(), sums), out);
            minutes.remove(minute);
        }
    }

    private void emit(RollupRow row, Collector<RollupRow> out) {
        rows.inc();
        out.collect(row);
    }

    private static long endMillis(long minute) {
        return minute * MILLIS_PER_SECOND + MILLIS_PER_MINUTE;
    }
}
