package io.networkanalytics.job.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.networkanalytics.job.TestingMetrics;
import io.networkanalytics.job.encoding.AnnotatedSampleSerializer;
import io.networkanalytics.model.Account;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.PacketSample;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttackCountFunctionTest {

    private final TestingMetrics metrics = new TestingMetrics();
    private final List<String> said = new ArrayList<>();
    private final List<HeldSample> samples = new ArrayList<>();
    private final List<TrafficCount> counts = new ArrayList<>();

    private OneInputStreamOperatorTestHarness<AnnotatedSample, HeldSample> flink;

    @BeforeEach
    void open() throws Exception {
        flink =
                new OneInputStreamOperatorTestHarness<>(
                        new AttackCountFunction(512), metrics.environment());
        flink.setOutputCreator(serializer -> new TestingOutput());
        flink.open();
    }

    @AfterEach
    void close() throws Exception {
        flink.close();
    }

    @Test
    void countsLeaveBeforeTheWatermarkThatEndsTheirSecond() throws Exception {
        process(Packets.dnsAnswer(1), 0);
        process(Packets.dnsAnswer(2), 0);
        watermark(-1);
        said.clear();
        process(Packets.dnsAnswer(3), 0);
        watermark(500);
        watermark(998);
        assertEquals(List.of("sample 0", "watermark 500", "watermark 998"), said);

        said.clear();
        watermark(999);
        assertEquals(List.of("count 0 x1", "watermark 999"), said);
        said.clear();
        watermark(1_999);
        assertEquals(List.of("watermark 1999"), said, "counted once");
    }

    @Test
    void countsLeaveBeforeABarrier() throws Exception {
        process(Packets.dnsAnswer(1), 0);
        process(Packets.dnsAnswer(2), 0);
        process(Packets.tcp(3, 2), 0);
        said.clear();

        flink.prepareSnapshotPreBarrier(1);

        assertEquals(2, said.size());
        assertEquals(3, counts.stream().mapToLong(c -> c.traffic().samples()).sum());
        flink.prepareSnapshotPreBarrier(2);
        assertEquals(2, said.size());
    }

    @Test
    void countsLeaveAtTheEnd() throws Exception {
        process(Packets.dnsAnswer(1), 0);
        flink.endInput();

        assertEquals(List.of("sample 0", "count 0 x1"), said);
    }

    @Test
    void whatIsCountedIsToldOfTheSampleAndItGoesOnWhole() throws Exception {
        AnnotatedSample dns = process(Packets.dnsAnswer(1), 3);
        AnnotatedSample none = process(Packets.dnsAnswer(2).clearDestinationAddress(), 4);
        flink.endInput();

        assertEquals(List.of("sample 3", "sample 4", "count 3 x1"), said);
        assertEquals(20, samples.get(0).vector());
        assertEquals(0, samples.get(1).vector());
        assertEquals(dns, decoded(samples.get(0)));
        assertEquals(none, decoded(samples.get(1)));
        assertEquals(1000, counts.get(0).traffic().packets());
        assertEquals(20, counts.get(0).vector());
        assertEquals(1L, metrics.values().get("samplesCounted"));
        assertEquals(1L, metrics.values().get("samplesWithoutTarget"));
    }

    private AnnotatedSample process(PacketSample.Builder packet, long secondAfterStart)
            throws Exception {
        AnnotatedSample sample =
                Packets.annotated(packet, Packets.SECOND + secondAfterStart, Account.UNASSIGNED);
        flink.processElement(sample, sample.eventTimeNanos() / 1_000_000);
        return sample;
    }

    private void watermark(long millisAfterStart) throws Exception {
        flink.processWatermark(Packets.SECOND * 1000 + millisAfterStart);
    }

    private static AnnotatedSample decoded(HeldSample held) throws Exception {
        return AnnotatedSampleSerializer.INSTANCE.deserialize(
                new DataInputDeserializer(held.bytes()));
    }

    /** Both outputs and the watermarks in the order in which they leave. */
    private final class TestingOutput implements Output<StreamRecord<HeldSample>> {

        @Override
        public void collect(StreamRecord<HeldSample> record) {
            samples.add(record.getValue());
            said.add("sample " + (record.getValue().second() - Packets.SECOND));
        }

        @Override
        public <X> void collect(OutputTag<X> tag, StreamRecord<X> record) {
            TrafficCount count = (TrafficCount) record.getValue();
            counts.add(count);
            said.add(
                    "count "
                            + (count.second() - Packets.SECOND)
                            + " x"
                            + count.traffic().samples());
        }

        @Override
        public void emitWatermark(Watermark mark) {
            said.add("watermark " + (mark.getTimestamp() - Packets.SECOND * 1000));
        }

        @Override
        public void emitWatermark(WatermarkEvent event) {}

        @Override
        public void emitWatermarkStatus(WatermarkStatus status) {}

        @Override
        public void emitLatencyMarker(LatencyMarker marker) {}

        @Override
        public void emitRecordAttributes(RecordAttributes attributes) {}

        @Override
        public void close() {}
    }
}
