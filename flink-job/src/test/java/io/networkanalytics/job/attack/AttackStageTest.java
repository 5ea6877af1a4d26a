package io.networkanalytics.job.attack;

import static io.networkanalytics.job.attack.Packets.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.job.TestSamples;
import io.networkanalytics.job.encoding.AnnotatedSampleSerializer;
import io.networkanalytics.model.Account;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.FlowKey;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.TcpProtection;
import io.networkanalytics.model.attack.AttackEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

/**
 * The operators together, on a cluster in this process: nine of ten samples go to one address,
 * which is attacked with two vectors, the others to many.
 */
class AttackStageTest {

    private static final int SECONDS = 20;
    private static final int PER_SECOND = 1000;
    private static final int PARALLELISM = 4;
    private static final double MOST_ABOVE_MEAN = 1.2;

    private static final Account ACCOUNT =
            new Account(1001, "", "", "", "203.0.112.0/20", TcpProtection.MONITORING, "");

    /** Samples and counts that each subtask of a stage in this process has seen. */
    private static final Map<String, AtomicLong> SEEN = new ConcurrentHashMap<>();

    private static List<AnnotatedSample> traffic() {
        List<AnnotatedSample> samples = new ArrayList<>();
        for (int i = 0; i < SECONDS * PER_SECOND; i++) {
            PacketSample.Builder sample =
                    i % 2 == 0
                            ? Packets.dnsAnswer(i)
                            : Packets.tcp(i, 2)
                                    .setSampleInterval(1000)
                                    .setSourceAddress(Packets.source(i))
                                    .setSourcePort(1024 + i % 50_000);
            if (i % 10 == 9) {
                sample.setSampleInterval(1)
                        .setDestinationAddress(
                                TestSamples.v4(203, 0, 113 + i / 10 % 7, 100 + i / 10 % 100));
            }
            samples.add(
                    AnnotatedSample.of(
                            sample.setSequence(i).build(),
                            SECOND * 1_000_000_000L + i * 1_000_000L,
                            ACCOUNT));
        }
        return samples;
    }

    @Test
    void parallelismDoesNotMatterAndNoSubtaskHasMuchMoreThanTheMean() throws Exception {
        TreeMap<Long, String> alone = tagged(1);
        SEEN.clear();
        TreeMap<Long, String> together = tagged(PARALLELISM);

        assertEquals(alone, together);
        TreeMap<String, Integer> tags = new TreeMap<>();
        alone.values().forEach(id -> tags.merge(id, 1, Integer::sum));
        int attacked = SECONDS * PER_SECOND * 9 / 10;
        assertEquals(3, tags.size(), tags::toString);
        assertTrue(
                SECONDS * PER_SECOND - tags.get("") >= 0.999 * attacked, () -> "tagged: " + tags);
        assertEquals(PARALLELISM, SEEN.size(), SEEN::toString);
        double mean = SEEN.values().stream().mapToLong(AtomicLong::get).average().orElseThrow();
        SEEN.forEach(
                (subtask, seen) ->
                        assertTrue(
                                seen.get() <= MOST_ABOVE_MEAN * mean,
                                subtask + " has " + seen + " of " + SEEN));
        System.out.println("samples by subtask, 90 % to one address: " + SEEN);
    }

    @Test
    void theDetectorSeesOfAHotTargetAHandfulOfCountsASecond() {
        TrafficBuffer buffer = new TrafficBuffer(512);
        SampleTarget.Finder targets = new SampleTarget.Finder();
        VectorTable vectors = VectorTable.standard();
        for (AnnotatedSample sample : traffic()) {
            buffer.add(
                    sample,
                    targets.of(sample).orElseThrow(),
                    sample.eventTimeNanos() / 1_000_000_000L,
                    vectors.classify(sample));
        }
        Map<PrefixKey, Integer> counts = new TreeMap<>(Comparator.comparingLong(PrefixKey::low));
        buffer.drain(count -> counts.merge(count.key(), 1, Integer::sum));
        // Seven prefixes, two vectors, twenty seconds: the hot one costs as many as any other.
        assertEquals(7, counts.size());
        counts.values().forEach(count -> assertTrue(count <= 2 * SECONDS, counts::toString));
    }

    private static TreeMap<Long, String> tagged(int parallelism) throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism);
        env.getConfig().enableObjectReuse();
        DataStream<AnnotatedSample> samples =
                env.fromData(traffic(), AnnotatedSampleSerializer.TYPE)
                        .assignTimestampsAndWatermarks(
                                WatermarkStrategy.<AnnotatedSample>forMonotonousTimestamps()
                                        .withTimestampAssigner(
                                                (s, kafka) -> s.eventTimeNanos() / 1_000_000))
                        // As Kafka spreads them: by connection.
                        .partitionCustom(
                                (key, partitions) -> Math.floorMod(key, partitions),
                                s -> FlowKey.hash(s.sample()))
                        .map(new Seen())
                        .returns(AnnotatedSampleSerializer.TYPE);
        AttackStage.Output output =
                AttackStage.detect(
                        samples,
                        new AttackStage.Options(
                                AttackSettings.DEFAULT, Duration.ofMinutes(5), 1L << 30),
                        new AttackStage.Uids("count", "detect", "tag"));
        DataStream<String> events =
                output.events()
                        .map(AttackEvent::toString)
                        .returns(TypeInformation.of(String.class));
        TreeMap<Long, String> tagged = new TreeMap<>();
        try (CloseableIterator<AnnotatedSample> results = output.samples().collectAsync();
                CloseableIterator<String> said = events.collectAsync()) {
            env.executeAsync();
            results.forEachRemaining(s -> tagged.put(s.sample().getSequence(), s.attackId()));
            List<String> all = new ArrayList<>();
            said.forEachRemaining(all::add);
            assertEquals(2, all.stream().filter(e -> e.contains("kind=STARTED")).count());
            assertEquals(2, all.stream().filter(e -> e.contains("kind=ENDED")).count());
        }
        assertEquals(SECONDS * PER_SECOND, tagged.size());
        return tagged;
    }

    private static final class Seen extends RichMapFunction<AnnotatedSample, AnnotatedSample> {
        private static final long serialVersionUID = 1L;
        private transient AtomicLong count;

        @Override
        public void open(OpenContext context) {
            int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
            count = SEEN.computeIfAbsent("subtask " + subtask, s -> new AtomicLong());
        }

        @Override
        public AnnotatedSample map(AnnotatedSample sample) {
            count.incrementAndGet();
            return sample;
        }
    }
}
