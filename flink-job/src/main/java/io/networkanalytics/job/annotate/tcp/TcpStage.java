package io.networkanalytics.job.annotate.tcp;

import io.networkanalytics.job.encoding.AnnotatedSampleSerializer;
import io.networkanalytics.model.AnnotatedSample;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The part of the annotate stage that tracks TCP connections. */
public final class TcpStage {

    /**
     * What the operator of the network may tune.
     *
     * @param settings timeouts and windows of connections
     * @param learningTime after a start without state, in which nothing is called not found
     * @param floors thresholds are never lower than these
     * @param maxHold the longest that a sample waits for the rate of its prefix
     */
    public record Options(
            TcpSettings settings, Duration learningTime, RateFloors floors, Duration maxHold) {}

    /** Uids of the operators. */
    public record Uids(String select, String track, String count, String rate, String verdict) {}

    private TcpStage() {}

    /**
     * Tracks.
     *
     * @param samples annotated as far as the account
     * @param options what can be tuned
     * @param uids uids of the operators
     * @return all samples; those of connections that can be tracked have a verdict and a state
     */
    public static DataStream<AnnotatedSample> track(
            DataStream<AnnotatedSample> samples, Options options, Uids uids) {
        SingleOutputStreamOperator<AnnotatedSample> others =
                samples.process(new TcpSelectFunction(), AnnotatedSampleSerializer.TYPE)
                        .uid(uids.select())
                        .name(uids.select());
        SingleOutputStreamOperator<AnnotatedSample> decided =
                others.getSideOutput(TcpSelectFunction.TRACKED)
                        .keyBy(
                                s -> ConnectionKey.of(s.account().accountId(), s.sample()),
                                ConnectionKeySerializer.TYPE)
                        .process(
                                new TcpTrackFunction(options.settings(), options.learningTime()),
                                AnnotatedSampleSerializer.TYPE)
                        .uid(uids.track())
                        .name(uids.track());
        DataStream<AnnotatedSample> awaiting = decided.getSideOutput(TcpTrackFunction.AWAIT_RATE);
        DataStream<OverRate> over =
                awaiting.transform(
                                uids.count(),
                                TypeInformation.of(TcpRateCount.class),
                                new TcpRateAggregate())
                        .uid(uids.count())
                        .keyBy(TcpRateCount::key, TypeInformation.of(TcpRateKey.class))
                        .process(
                                new TcpRateFunction(options.floors()),
                                TypeInformation.of(OverRate.class))
                        .uid(uids.rate())
                        .name(uids.rate());
        DataStream<AnnotatedSample> judged =
                awaiting.connect(over.broadcast())
                        .transform(
                                uids.verdict(),
                                AnnotatedSampleSerializer.TYPE,
                                new TcpVerdictFunction(options.maxHold()))
                        .uid(uids.verdict());
        return others.union(decided, judged);
    }
}
