package io.networkanalytics.job.annotate;

import io.networkanalytics.job.encoding.DeadLetterSerializer;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.TableLoader;
import io.networkanalytics.model.TableRecord;
import io.networkanalytics.model.codec.MalformedRecordException;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Annotates samples by a table that arrives by broadcast.
 *
 * <p>At a start without state the table is loaded before the first sample is looked at (samples
 * wait in Kafka meanwhile, not in memory), so that none is annotated by half a table. The broadcast
 * then brings the same records again; of one key, an older record than the one in force is ignored.
 * A record that cannot be used becomes a dead letter, and the one before it stays in force.
 *
 * @param <I> the samples that come in
 */
abstract class BroadcastTableFunction<I>
        extends BroadcastProcessFunction<I, TableRecord, AnnotatedSample>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(BroadcastTableFunction.class);

    /** Records that cannot be used. */
    static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("rejected-records", DeadLetterSerializer.TYPE);

    /** Newest record of each key, removed ones with value "". */
    static final MapStateDescriptor<String, TableRecord> RECORDS =
            new MapStateDescriptor<>(
                    "records", Types.STRING, TypeInformation.of(TableRecord.class));

    private static final String STAGE = "annotate";

    private final String topic;
    private final TableLoader loader;
    private final String rejectedName;
    private transient Counter rejected;

    /**
     * @param topic name of the table's topic, for messages
     * @param loader reads the table as it stands
     * @param rejectedName name of the counter of records that cannot be used
     */
    BroadcastTableFunction(String topic, TableLoader loader, String rejectedName) {
        this.topic = topic;
        this.loader = loader;
        this.rejectedName = rejectedName;
    }

    /** Begins with an empty table. */
    abstract void clear();

    /**
     * Adds, replaces or removes what a key stands for.
     *
     * @param key key of the record
     * @param value value of the record; "" removes
     * @throws MalformedRecordException if the value is wrong; what the key stood for stays in force
     */
    abstract void apply(String key, String value) throws MalformedRecordException;

    /** Registers the counters and gauges of the table. */
    abstract void register(MetricGroup metrics);

    /** Annotates one sample. */
    abstract AnnotatedSample annotate(I sample);

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        BroadcastState<String, TableRecord> records =
                context.getOperatorStateStore().getBroadcastState(RECORDS);
        clear();
        if (!records.iterator().hasNext()) {
            for (TableRecord record : loader.load()) {
                records.put(record.key(), record);
            }
        }
        int applied = 0;
        for (Map.Entry<String, TableRecord> entry : records.immutableEntries()) {
            try {
                apply(entry.getKey(), entry.getValue().value());
                applied++;
            } catch (MalformedRecordException e) {
                // Counted and kept as a dead letter when the broadcast brings the same record.
                LOG.warn(
                        "{} has a record that cannot be used, key '{}': {}",
                        topic,
                        entry.getKey(),
                        e.getMessage());
            }
        }
        LOG.info("{}: {} records", topic, applied);
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup(STAGE);
        rejected = metrics.counter(rejectedName);
        register(metrics);
    }

    @Override
    public void processElement(I sample, ReadOnlyContext context, Collector<AnnotatedSample> out) {
        out.collect(annotate(sample));
    }

    @Override
    public void processBroadcastElement(
            TableRecord record, Context context, Collector<AnnotatedSample> out) throws Exception {
        BroadcastState<String, TableRecord> records = context.getBroadcastState(RECORDS);
        TableRecord inForce = records.get(record.key());
        if (inForce != null && inForce.offset() > record.offset()) {
            return;
        }
        try {
            apply(record.key(), record.value());
            records.put(record.key(), record);
        } catch (MalformedRecordException e) {
            // Every subtask sees the record; one of them reports it.
            if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
                rejected.inc();
                context.output(
                        DEAD_LETTERS,
                        record.deadLetter(
                                context.currentProcessingTime(),
                                STAGE,
                                topic,
                                e.reason(),
                                e.getMessage()));
            }
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        // The broadcast state is the state.
    }
}
