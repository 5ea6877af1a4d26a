package io.networkanalytics.job.annotate;

import io.networkanalytics.job.encoding.AnnotatedSampleSerializer;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.TableLoader;
import io.networkanalytics.model.TableRecord;
import io.networkanalytics.model.WireSample;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Adds facts from tables to the samples. */
public final class AnnotateStage {

    /**
     * What the stage gives.
     *
     * @param samples every sample that came in, annotated
     * @param deadLetters table records that cannot be used
     */
    public record Output(DataStream<AnnotatedSample> samples, DataStream<DeadLetter> deadLetters) {}

    private AnnotateStage() {}

    /**
     * Adds the account.
     *
     * @param samples the samples
     * @param accounts records of the account table
     * @param topic name of the table's topic, for messages
     * @param loader reads the table as it stands at a start without state
     * @param uid uid of the operator
     * @return annotated samples
     */
    public static Output account(
            DataStream<WireSample> samples,
            DataStream<TableRecord> accounts,
            String topic,
            TableLoader loader,
            String uid) {
        SingleOutputStreamOperator<AnnotatedSample> annotated =
                samples.connect(accounts.broadcast(BroadcastTableFunction.RECORDS))
                        .process(new AccountFunction(topic, loader), AnnotatedSampleSerializer.TYPE)
                        .uid(uid)
                        .name(uid);
        return new Output(annotated, annotated.getSideOutput(BroadcastTableFunction.DEAD_LETTERS));
    }
}
