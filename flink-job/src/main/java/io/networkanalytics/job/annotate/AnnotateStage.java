package io.networkanalytics.job.annotate;

import io.networkanalytics.job.annotate.place.PlaceFunction;
import io.networkanalytics.job.annotate.tcp.TcpStage;
import io.networkanalytics.job.encoding.AnnotatedSampleSerializer;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.Site;
import io.networkanalytics.model.TableLoader;
import io.networkanalytics.model.TableRecord;
import io.networkanalytics.model.WireSample;
import java.time.Clock;
import java.util.List;
import java.util.Map;
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
        return byTable(samples, accounts, new AccountFunction(topic, loader), uid);
    }

    /**
     * Tracks TCP connections, and says what belongs to none.
     *
     * @param samples annotated as far as the account
     * @param options what can be tuned
     * @param uids uids of the operators
     * @return the samples; those that can be tracked have a verdict and a protocol state
     */
    public static DataStream<AnnotatedSample> tcp(
            DataStream<AnnotatedSample> samples, TcpStage.Options options, TcpStage.Uids uids) {
        return TcpStage.track(samples, options, uids);
    }

    /**
     * Evaluates the rules of each account.
     *
     * @param samples annotated with all that rules ask for
     * @param rules records of the rule table
     * @param topic name of the table's topic, for messages
     * @param loader reads the table as it stands at a start without state
     * @param uid uid of the operator
     * @return samples with the decision of the rule that matched
     */
    public static Output firewall(
            DataStream<AnnotatedSample> samples,
            DataStream<TableRecord> rules,
            String topic,
            TableLoader loader,
            String uid) {
        return byTable(samples, rules, new FirewallFunction(topic, loader), uid);
    }

    /**
     * Adds country and network of the addresses and attributes of the site.
     *
     * @param samples the samples
     * @param geoDatabases MMDB files on the file system of the TaskManagers, most trusted first
     * @param sites attributes of the sites by code
     * @param clock says when to look for changed files
     * @param uid uid of the operator
     * @return the samples with their places
     */
    public static DataStream<AnnotatedSample> places(
            DataStream<AnnotatedSample> samples,
            List<String> geoDatabases,
            Map<String, Site> sites,
            Clock clock,
            String uid) {
        return samples.map(
                        new PlaceFunction(geoDatabases, sites, clock),
                        AnnotatedSampleSerializer.TYPE)
                .uid(uid)
                .name(uid);
    }

    private static <I> Output byTable(
            DataStream<I> samples,
            DataStream<TableRecord> records,
            BroadcastTableFunction<I> function,
            String uid) {
        SingleOutputStreamOperator<AnnotatedSample> annotated =
                samples.connect(records.broadcast(BroadcastTableFunction.RECORDS))
                        .process(function, AnnotatedSampleSerializer.TYPE)
                        .uid(uid)
                        .name(uid);
        return new Output(annotated, annotated.getSideOutput(BroadcastTableFunction.DEAD_LETTERS));
    }
}
