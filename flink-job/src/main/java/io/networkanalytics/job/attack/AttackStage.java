package io.networkanalytics.job.attack;

import io.networkanalytics.job.encoding.AnnotatedSampleSerializer;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.attack.AttackEvent;
import io.networkanalytics.model.attack.AttackRule;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Finds attacks and tags the samples that are part of one. */
public final class AttackStage {

    /**
     * So much further event time has to go before the last sample of a stream is decided, when the
     * stream has gone quiet.
     */
    public static final Duration DECISION_DELAY =
            Duration.ofSeconds(AttackSettings.LOOK_BACK_SECONDS + 2L);

    /**
     * What can be tuned.
     *
     * @param settings of the detector
     * @param maxHold the longest that a sample waits for its second to be decided
     * @param maxHeldBytes the most that waits in a subtask
     */
    public record Options(AttackSettings settings, Duration maxHold, long maxHeldBytes) {}

    /** Uids of the operators. */
    public record Uids(String count, String detect, String tag) {}

    /**
     * What the stage gives.
     *
     * @param samples every sample that came in, with the id of its attack
     * @param events moments in the life of attacks
     * @param rules rules against them
     */
    public record Output(
            DataStream<AnnotatedSample> samples,
            DataStream<AttackEvent> events,
            DataStream<AttackRule> rules) {}

    private AttackStage() {}

    /**
     * Detects and tags.
     *
     * @param samples annotated with all that is known otherwise
     * @param options what can be tuned
     * @param uids uids of the operators
     */
    public static Output detect(DataStream<AnnotatedSample> samples, Options options, Uids uids) {
        SingleOutputStreamOperator<HeldSample> counted =
                samples.transform(
                                uids.count(),
                                HeldSampleSerializer.TYPE,
                                new AttackCountFunction(options.settings().digests()))
                        .uid(uids.count());
        SingleOutputStreamOperator<AttackSpan> spans =
                counted.getSideOutput(AttackCountFunction.COUNTS)
                        .keyBy(TrafficCount::key, TypeInformation.of(PrefixKey.class))
                        .process(
                                new AttackDetectFunction(options.settings()),
                                AttackSpanSerializer.TYPE)
                        .uid(uids.detect())
                        .name(uids.detect());
        SingleOutputStreamOperator<AnnotatedSample> tagged =
                counted.connect(spans.broadcast())
                        .transform(
                                uids.tag(),
                                AnnotatedSampleSerializer.TYPE,
                                new AttackTagFunction(options.maxHold(), options.maxHeldBytes()))
                        .uid(uids.tag());
        return new Output(
                tagged,
                spans.getSideOutput(AttackDetectFunction.EVENTS),
                spans.getSideOutput(AttackDetectFunction.RULES));
    }
}
