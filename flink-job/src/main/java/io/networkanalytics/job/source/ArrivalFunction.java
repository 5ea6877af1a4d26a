package io.networkanalytics.job.source;

import io.networkanalytics.job.encoding.DeadLetterSerializer;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.EventTime;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.WireSample;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Sends malformed records to {@link #DEAD_LETTERS} and drops samples that were shipped twice.
 *
 * <p>What was seen must follow the partitions when the job is rescaled, and Flink does not say
 * which subtask reads which partition. So the state is a union list: every subtask restores all of
 * it. A subtask writes the partitions that it read since the restore; those that nobody may have
 * read yet are written by the subtask whose number they have, so that none is lost and none is
 * written by everyone.
 */
final class ArrivalFunction extends ProcessFunction<Arrival, WireSample>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", DeadLetterSerializer.TYPE);

    /** An epoch of an exporter takes about 100 bytes. */
    private static final int MAX_ENTRIES_PER_PARTITION = 100_000;

    private static final String STAGE = "source";

    private final String topic;
    private transient RepeatFilter repeats;
    private transient Set<Integer> partitionsRead;
    private transient ListState<RepeatState> state;
    private transient Counter received;
    private transient Counter malformed;
    private transient Counter repeated;
    private transient Counter wrongClock;

    ArrivalFunction(String topic) {
        this.topic = topic;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        repeats = new RepeatFilter(MAX_ENTRIES_PER_PARTITION);
        partitionsRead = new HashSet<>();
        state =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>(
                                        "highest-sequences",
                                        TypeInformation.of(RepeatState.class)));
        for (RepeatState entry : state.get()) {
            repeats.restore(entry);
        }
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("source");
        received = metrics.counter("received");
        malformed = metrics.counter("malformed");
        repeated = metrics.counter("repeated");
        wrongClock = metrics.counter("wrongClock");
        metrics.gauge("forgottenOrigins", () -> repeats.forgotten());
    }

    @Override
    public void processElement(Arrival arrival, Context context, Collector<WireSample> out) {
        received.inc();
        if (arrival.isMalformed()) {
            malformed.inc();
            context.output(
                    DEAD_LETTERS,
                    deadLetter(arrival, context.timerService().currentProcessingTime()));
            return;
        }
        PacketSample sample = arrival.wire().sample();
        partitionsRead.add(arrival.partition());
        if (repeats.isRepeat(
                arrival.partition(),
                sample.getExporterId(),
                sample.getEpochMicros(),
                sample.getSequence())) {
            repeated.inc();
            return;
        }
        if (EventTime.clockIsWrong(sample)) {
            wrongClock.inc();
        }
        out.collect(arrival.wire());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        state.clear();
        for (int partition : repeats.partitions()) {
            if (partitionsRead.contains(partition) || partition % subtasks == subtask) {
                state.addAll(repeats.snapshot(partition));
            }
        }
    }

    private DeadLetter deadLetter(Arrival arrival, long nowMillis) {
        String origin = topic + "/" + arrival.partition() + "/" + arrival.offset();
        return new DeadLetter(
                nowMillis * 1_000_000L,
                STAGE,
                arrival.reason(),
                origin,
                arrival.detail(),
                arrival.wire().bytes());
    }
}
