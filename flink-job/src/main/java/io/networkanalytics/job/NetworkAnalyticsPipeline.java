package io.networkanalytics.job;

import io.networkanalytics.clickhouse.ClickHouseConnection;
import io.networkanalytics.clickhouse.DeduplicationNeeds;
import io.networkanalytics.job.annotate.AnnotateStage;
import io.networkanalytics.job.annotate.tcp.RateFloors;
import io.networkanalytics.job.annotate.tcp.TcpSettings;
import io.networkanalytics.job.annotate.tcp.TcpStage;
import io.networkanalytics.job.attack.AttackSettings;
import io.networkanalytics.job.attack.AttackStage;
import io.networkanalytics.job.rollup.RollupStage;
import io.networkanalytics.job.sink.SinkStage;
import io.networkanalytics.job.source.CompactedTopic;
import io.networkanalytics.job.source.KafkaOptions;
import io.networkanalytics.job.source.SourceStage;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.Topics;
import io.networkanalytics.model.attack.AttackEvent;
import io.networkanalytics.model.attack.AttackRule;
import io.networkanalytics.model.rollup.RollupRow;
import io.networkanalytics.model.table.DeadLetterTable;
import io.networkanalytics.model.table.RollupTable;
import io.networkanalytics.model.table.SampleTable;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The wiring: source, annotate, attack, rollup, sink. The only class that knows more than one
 * stage.
 */
public final class NetworkAnalyticsPipeline {

    /** Of ClickHouse, to be outlived without a warning that its memory of blocks is too short. */
    private static final Duration LONGEST_OUTAGE = Duration.ofHours(1);

    private static final TcpStage.Uids TCP_UIDS =
            new TcpStage.Uids(
                    OperatorIds.ANNOTATE_TCP_SELECT,
                    OperatorIds.ANNOTATE_TCP,
                    OperatorIds.ANNOTATE_TCP_COUNT,
                    OperatorIds.ANNOTATE_TCP_RATE,
                    OperatorIds.ANNOTATE_TCP_VERDICT);

    private static final AttackStage.Uids ATTACK_UIDS =
            new AttackStage.Uids(
                    OperatorIds.ATTACK_COUNT, OperatorIds.ATTACK_DETECT, OperatorIds.ATTACK_TAG);

    private NetworkAnalyticsPipeline() {}

    /**
     * Wires the job; does not run it.
     *
     * @param env where to
     * @param options the configuration
     */
    public static void build(StreamExecutionEnvironment env, JobOptions options) {
        configure(env, options);
        KafkaOptions kafka =
                new KafkaOptions(
                        options.get(JobOption.KAFKA_BOOTSTRAP_SERVERS),
                        options.get(JobOption.KAFKA_GROUP_ID),
                        Map.of());
        SinkStage sinks = new SinkStage(connection(options), deduplicationNeeds(options));

        SourceStage.Samples read =
                SourceStage.samples(
                        env,
                        kafka,
                        options.duration(JobOption.OUT_OF_ORDERNESS),
                        options.duration(JobOption.IDLE_TIMEOUT),
                        AttackStage.DECISION_DELAY,
                        OperatorIds.SOURCE_SAMPLES,
                        OperatorIds.SOURCE_DECODE);
        AnnotateStage.Output annotated =
                AnnotateStage.account(
                        read.samples(),
                        SourceStage.table(env, kafka, Topics.ACCOUNTS, OperatorIds.SOURCE_ACCOUNTS),
                        Topics.ACCOUNTS,
                        new CompactedTopic(kafka, Topics.ACCOUNTS),
                        OperatorIds.ANNOTATE_ACCOUNT);
        DataStream<AnnotatedSample> placed =
                AnnotateStage.places(
                        annotated.samples(),
                        options.list(JobOption.GEO_DATABASES),
                        SitesFile.read(options.get(JobOption.SITES_FILE)),
                        Clock.systemUTC(),
                        OperatorIds.ANNOTATE_PLACES);
        AnnotateStage.Output judged =
                AnnotateStage.firewall(
                        AnnotateStage.tcp(placed, tcpOptions(options), TCP_UIDS),
                        SourceStage.table(
                                env, kafka, Topics.MITIGATION_RULES, OperatorIds.SOURCE_RULES),
                        Topics.MITIGATION_RULES,
                        new CompactedTopic(kafka, Topics.MITIGATION_RULES),
                        OperatorIds.ANNOTATE_FIREWALL);
        AttackStage.Output attacks =
                AttackStage.detect(judged.samples(), attackOptions(options), ATTACK_UIDS);
        DataStream<RollupRow> rollup =
                RollupStage.minutes(
                        attacks.samples(),
                        options.duration(JobOption.ROLLUP_MAX_DELAY),
                        OperatorIds.ROLLUP_PRE_AGGREGATE,
                        OperatorIds.ROLLUP_MINUTES);

        sinks.table(
                attacks.samples(), SampleTable.NAME, SampleTable.COLUMNS, OperatorIds.SINK_SAMPLES);
        sinks.table(rollup, RollupTable.NAME, RollupTable.COLUMNS, OperatorIds.SINK_ROLLUP);
        DataStream<DeadLetter> malformed = attackTables(env, kafka, sinks, attacks);
        deadLetters(
                env,
                kafka,
                sinks,
                read.deadLetters().union(annotated.deadLetters(), judged.deadLetters(), malformed));
    }

    /**
     * What the detector says is true when its checkpoint is complete: after a failure before that
     * it may see event time advance otherwise, and say something else. A topic takes back what was
     * not committed, a table does not. So the tables are views of the topics.
     *
     * @return records of the topics that cannot be read
     */
    private static DataStream<DeadLetter> attackTables(
            StreamExecutionEnvironment env,
            KafkaOptions kafka,
            SinkStage sinks,
            AttackStage.Output attacks) {
        String servers = kafka.bootstrapServers();
        SinkStage.attackEventTopic(attacks.events(), servers, OperatorIds.SINK_ATTACK_EVENT_TOPIC);
        SinkStage.attackRuleTopic(attacks.rules(), servers, OperatorIds.SINK_ATTACK_RULE_TOPIC);
        SourceStage.Written<AttackEvent> events =
                SourceStage.attackEvents(
                        env,
                        kafka,
                        OperatorIds.SOURCE_ATTACK_EVENTS,
                        OperatorIds.SOURCE_ATTACK_EVENT_DECODE);
        SourceStage.Written<AttackRule> rules =
                SourceStage.attackRules(
                        env,
                        kafka,
                        OperatorIds.SOURCE_ATTACK_RULES,
                        OperatorIds.SOURCE_ATTACK_RULE_DECODE);
        sinks.attackEventTable(events.records(), OperatorIds.SINK_ATTACK_EVENTS);
        sinks.attackRuleTable(rules.records(), OperatorIds.SINK_MITIGATION_RULES);
        return events.deadLetters().union(rules.deadLetters());
    }

    /**
     * The topic is the one place where dead letters of every origin meet; the table is a view of
     * it.
     */
    private static void deadLetters(
            StreamExecutionEnvironment env,
            KafkaOptions kafka,
            SinkStage sinks,
            DataStream<DeadLetter> ours) {
        SinkStage.deadLetterTopic(
                ours, kafka.bootstrapServers(), OperatorIds.SINK_DEAD_LETTER_TOPIC);
        sinks.table(
                SourceStage.deadLetters(env, kafka, OperatorIds.SOURCE_DEAD_LETTERS),
                DeadLetterTable.NAME,
                DeadLetterTable.COLUMNS,
                OperatorIds.SINK_DEAD_LETTERS);
    }

    private static void configure(StreamExecutionEnvironment env, JobOptions options) {
        env.enableCheckpointing(
                options.duration(JobOption.CHECKPOINT_INTERVAL).toMillis(),
                CheckpointingMode.EXACTLY_ONCE);
        // A commit that waits for ClickHouse makes checkpoints time out; that must not fail the
        // job.
        env.getCheckpointConfig().setTolerableCheckpointFailureNumber(Integer.MAX_VALUE);
        env.getConfig().enableObjectReuse();
        // Flink itself refuses what would break savepoints or speed.
        env.configure(
                new Configuration()
                        .set(PipelineOptions.AUTO_GENERATE_UIDS, false)
                        .set(PipelineOptions.GENERIC_TYPES, false));
    }

    private static TcpStage.Options tcpOptions(JobOptions options) {
        return new TcpStage.Options(
                TcpSettings.DEFAULT.withOpenSeconds(
                        (int) options.duration(JobOption.TCP_OPEN_TIMEOUT).toSeconds()),
                options.duration(JobOption.TCP_LEARNING_TIME),
                new RateFloors(
                        options.number(JobOption.TCP_SYN_RATE_FLOOR),
                        options.number(JobOption.TCP_OUT_OF_STATE_RATE_FLOOR)),
                options.duration(JobOption.TCP_MAX_HOLD));
    }

    private static AttackStage.Options attackOptions(JobOptions options) {
        return new AttackStage.Options(
                new AttackSettings(
                        (int) options.duration(JobOption.ATTACK_SESSION_GAP).toSeconds(),
                        Double.parseDouble(options.get(JobOption.ATTACK_THRESHOLD_SCALE)),
                        (int) options.number(JobOption.ATTACK_DIGESTS),
                        options.list(JobOption.ATTACK_NEVER_MITIGATE)),
                options.duration(JobOption.ATTACK_MAX_HOLD),
                options.number(JobOption.ATTACK_MAX_HELD_BYTES));
    }

    /** One or two blocks a checkpoint as a rule; samples of a wrong clock may touch a third day. */
    private static DeduplicationNeeds deduplicationNeeds(JobOptions options) {
        return new DeduplicationNeeds(
                2, 3, options.duration(JobOption.CHECKPOINT_INTERVAL), LONGEST_OUTAGE);
    }

    private static ClickHouseConnection connection(JobOptions options) {
        return new ClickHouseConnection(
                options.get(JobOption.CLICKHOUSE_URL),
                options.get(JobOption.CLICKHOUSE_DATABASE),
                options.get(JobOption.CLICKHOUSE_USER),
                options.clickHousePassword());
    }
}
