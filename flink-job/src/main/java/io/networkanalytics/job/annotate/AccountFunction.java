package io.networkanalytics.job.annotate;

import io.networkanalytics.job.encoding.DeadLetterSerializer;
import io.networkanalytics.model.Account;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.EventTime;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.TableLoader;
import io.networkanalytics.model.TableRecord;
import io.networkanalytics.model.WireSample;
import io.networkanalytics.model.codec.MalformedRecordException;
import java.nio.charset.StandardCharsets;
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
 * Adds the account to every sample, from a table that arrives by broadcast.
 *
 * <p>At a start without state the table is loaded before the first sample is looked at (samples
 * wait in Kafka meanwhile, not in memory), so that none is counted as unassigned because the table
 * was still on its way. The broadcast then brings the same records again; of one key, an older
 * record than the one in force is ignored.
 */
final class AccountFunction
        extends BroadcastProcessFunction<WireSample, TableRecord, AnnotatedSample>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(AccountFunction.class);

    /** Records that cannot be used; the account before stays in force. */
    static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("rejected-accounts", DeadLetterSerializer.TYPE);

    /** Newest record of each key, removed ones with value "". */
    static final MapStateDescriptor<String, TableRecord> RECORDS =
            new MapStateDescriptor<>(
                    "accounts", Types.STRING, TypeInformation.of(TableRecord.class));

    private static final String STAGE = "annotate";

    private final String topic;
    private final TableLoader loader;
    private transient AccountTable accounts;
    private transient Counter assigned;
    private transient Counter unassigned;
    private transient Counter rejected;

    AccountFunction(String topic, TableLoader loader) {
        this.topic = topic;
        this.loader = loader;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        BroadcastState<String, TableRecord> records =
                context.getOperatorStateStore().getBroadcastState(RECORDS);
        accounts = new AccountTable();
        if (!records.iterator().hasNext()) {
            for (TableRecord record : loader.load()) {
                records.put(record.key(), record);
            }
        }
        for (Map.Entry<String, TableRecord> entry : records.immutableEntries()) {
            try {
                accounts.apply(entry.getKey(), entry.getValue().value());
            } catch (MalformedRecordException e) {
                // Counted and kept as a dead letter when the broadcast brings the same record.
                LOG.warn(
                        "{} has a record that cannot be used, key '{}': {}",
                        topic,
                        entry.getKey(),
                        e.getMessage());
            }
        }
        LOG.info("{}: {} prefixes", topic, accounts.size());
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup(STAGE);
        assigned = metrics.counter("accountAssigned");
        unassigned = metrics.counter("accountUnassigned");
        rejected = metrics.counter("accountRecordsRejected");
        metrics.gauge("accountPrefixes", () -> accounts.size());
    }

    @Override
    public void processElement(
            WireSample wire, ReadOnlyContext context, Collector<AnnotatedSample> out) {
        PacketSample sample = wire.sample();
        Account account = accounts.accountOf(sample);
        (account.accountId() == 0 ? unassigned : assigned).inc();
        out.collect(AnnotatedSample.of(sample, EventTime.nanos(sample), account));
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
            accounts.apply(record.key(), record.value());
            records.put(record.key(), record);
        } catch (MalformedRecordException e) {
            // Every subtask sees the record; one of them reports it.
            if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
                rejected.inc();
                context.output(
                        DEAD_LETTERS, deadLetter(record, e, context.currentProcessingTime()));
            }
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        // The broadcast state is the state.
    }

    private DeadLetter deadLetter(
            TableRecord record, MalformedRecordException reason, long nowMillis) {
        return new DeadLetter(
                nowMillis * 1_000_000L,
                STAGE,
                reason.reason(),
                topic + "/" + record.partition() + "/" + record.offset(),
                reason.getMessage(),
                record.value().getBytes(StandardCharsets.UTF_8));
    }
}
