package io.networkanalytics.job.annotate.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.networkanalytics.forwarder.capture.CaptureReader;
import io.networkanalytics.forwarder.capture.CapturedPacket;
import io.networkanalytics.job.TestSamples;
import io.networkanalytics.job.encoding.AnnotatedSampleSerializer;
import io.networkanalytics.model.Account;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.TcpProtection;
import io.networkanalytics.model.packet.PacketDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operators together, on a cluster in this process, with a recorded SYN flood. */
class TcpStageTest {

    private static final Path SYN_FLOOD =
            Path.of(System.getProperty("repository.root", "."))
                    .resolve("../shared/captures/attacks/pkt.TCP.synflood.spoofed.pcap");
    private static final long FLOOR = 1000;

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void everySynAboveTheThresholdIsChallengedAndNoneBeforeWhateverTheParallelism(int parallelism)
            throws Exception {
        assumeTrue(Files.exists(SYN_FLOOD), SYN_FLOOD + " is not there");
        List<AnnotatedSample> flood = read(SYN_FLOOD);
        Map<Long, Long> perSecond =
                flood.stream()
                        .collect(
                                Collectors.groupingBy(
                                        TcpSamples::secondOf, TreeMap::new, Collectors.counting()));

        Map<Long, Map<String, Long>> said = new TreeMap<>();
        for (AnnotatedSample sample : track(flood, parallelism)) {
            said.computeIfAbsent(TcpSamples.secondOf(sample), s -> new TreeMap<>())
                    .merge(
                            sample.decision().verdict() + " " + sample.decision().reason(),
                            1L,
                            Long::sum);
        }

        Map<Long, Map<String, Long>> expected = new TreeMap<>();
        double tokens = 5 * FLOOR;
        long last = perSecond.keySet().iterator().next() - 1;
        for (Map.Entry<Long, Long> second : perSecond.entrySet()) {
            tokens = Math.min(5 * FLOOR, tokens + FLOOR * (second.getKey() - last));
            last = second.getKey();
            boolean above = second.getValue() > tokens;
            tokens = Math.max(0, tokens - second.getValue());
            expected.put(
                    second.getKey(),
                    Map.of(above ? "drop CHALLENGE_NEEDED" : "pass ", second.getValue()));
        }
        assertEquals(expected, said);
        String verdicts = expected.toString();
        assertTrue(verdicts.contains("pass =") && verdicts.contains("drop"), verdicts);
    }

    private static List<AnnotatedSample> track(List<AnnotatedSample> samples, int parallelism)
            throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism);
        env.getConfig().enableObjectReuse();
        TcpStage.Options options =
                new TcpStage.Options(
                        TcpSettings.DEFAULT,
                        Duration.ofHours(4),
                        new RateFloors(FLOOR, FLOOR),
                        Duration.ofMinutes(5));
        try (CloseableIterator<AnnotatedSample> results =
                TcpStage.track(
                                env.fromData(samples, AnnotatedSampleSerializer.TYPE)
                                        .assignTimestampsAndWatermarks(
                                                WatermarkStrategy
                                                        .<AnnotatedSample>forMonotonousTimestamps()
                                                        .withTimestampAssigner(
                                                                (s, kafka) ->
                                                                        s.eventTimeNanos()
                                                                                / 1_000_000)),
                                options,
                                new TcpStage.Uids("select", "track", "count", "rate", "verdict"))
                        .executeAndCollect()) {
            List<AnnotatedSample> all = new ArrayList<>();
            results.forEachRemaining(all::add);
            assertEquals(samples.size(), all.size());
            return all;
        }
    }

    private static List<AnnotatedSample> read(Path capture) throws IOException {
        Account account = new Account(1001, "", "", "", "10.10.10.0/24", TcpProtection.ENABLED, "");
        List<AnnotatedSample> samples = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(capture)) {
            for (CapturedPacket p = reader.next(); p != null; p = reader.next()) {
                PacketSample.Builder sample = TestSamples.tcp(p.frameNumber(), 0);
                new PacketDecoder()
                        .decode(
                                p.linkType(),
                                p.buffer(),
                                0,
                                p.capturedLength(),
                                p.originalLength(),
                                sample);
                samples.add(AnnotatedSample.of(sample.build(), p.timestampNanos(), account));
            }
        }
        return samples;
    }
}
