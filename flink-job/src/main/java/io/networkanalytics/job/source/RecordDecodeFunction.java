package io.networkanalytics.job.source;

import io.networkanalytics.job.encoding.DeadLetterSerializer;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.TableRecord;
import io.networkanalytics.model.codec.MalformedRecordException;
import java.io.Serializable;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Decodes what the job itself has written to a topic. Anybody else may write there too, so what
 * cannot be decoded goes to {@link #DEAD_LETTERS}.
 *
 * @param <T> what the records are
 */
final class RecordDecodeFunction<T> extends ProcessFunction<TableRecord, T> {

    private static final long serialVersionUID = 1L;

    /** What cannot be decoded. */
    static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("malformed-records", DeadLetterSerializer.TYPE);

    private static final String STAGE = "source";

    /** Reads the value of a record. */
    interface Decoder<T> extends Serializable {

        /**
         * @throws MalformedRecordException if it cannot be read
         */
        T decode(String value) throws MalformedRecordException;
    }

    private final String topic;
    private final Decoder<T> decoder;
    private transient Counter received;
    private transient Counter malformed;

    /**
     * @param topic where the records come from, for dead letters
     */
    RecordDecodeFunction(String topic, Decoder<T> decoder) {
        this.topic = topic;
        this.decoder = decoder;
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup(STAGE);
        received = metrics.counter("received");
        malformed = metrics.counter("malformed");
    }

    @Override
    public void processElement(TableRecord record, Context context, Collector<T> out) {
        received.inc();
        try {
            out.collect(decoder.decode(record.value()));
        } catch (MalformedRecordException e) {
            malformed.inc();
            context.output(
                    DEAD_LETTERS,
                    record.deadLetter(
                            context.timerService().currentProcessingTime(),
                            STAGE,
                            topic,
                            e.reason(),
                            e.getMessage()));
        }
    }
}
