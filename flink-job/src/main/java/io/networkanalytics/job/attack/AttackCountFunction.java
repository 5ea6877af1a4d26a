package io.networkanalytics.job.attack;

import io.networkanalytics.job.encoding.AnnotatedSampleSerializer;
import io.networkanalytics.model.AnnotatedSample;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Counts samples by second, prefix and vector in the chain of their source, so that counts and not
 * samples cross the network, and encodes the samples, which are about to be held. Has no state:
 * counts go out before a barrier and before a watermark that ends a second.
 */
final class AttackCountFunction extends AbstractStreamOperator<HeldSample>
        implements OneInputStreamOperator<AnnotatedSample, HeldSample>, BoundedOneInput {

    private static final long serialVersionUID = 1L;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** With 512 digests of 110 bytes at most, as a rule with a handful. */
    private static final int MAX_COUNTS = 20_000;

    static final OutputTag<TrafficCount> COUNTS =
            new OutputTag<>("traffic-counts", TrafficCountSerializer.TYPE);

    private final int digests;

    private transient VectorTable vectors;
    private transient SampleTarget.Finder targets;
    private transient TrafficBuffer buffer;
    private transient DataOutputSerializer encoded;
    private transient long watermarkSecond;
    private transient Counter counted;
    private transient Counter noTarget;

    AttackCountFunction(int digests) {
        this.digests = digests;
    }

    @Override
    public void open() throws Exception {
        super.open();
        vectors = VectorTable.standard();
        targets = new SampleTarget.Finder();
        buffer = new TrafficBuffer(digests);
        encoded = new DataOutputSerializer(1024);
        watermarkSecond = Long.MIN_VALUE;
        counted = getMetricGroup().addGroup("attack").counter("samplesCounted");
        noTarget = getMetricGroup().addGroup("attack").counter("samplesWithoutTarget");
    }

    @Override
    public void processElement(StreamRecord<AnnotatedSample> element) throws IOException {
        AnnotatedSample sample = element.getValue();
        long second = Math.floorDiv(sample.eventTimeNanos(), NANOS_PER_SECOND);
        Optional<SampleTarget> target = targets.of(sample);
        int vector = target.isEmpty() ? 0 : vectors.classify(sample);
        if (vector == 0) {
            noTarget.inc();
        } else {
            counted.inc();
            buffer.add(sample, target.get(), second, vector);
            if (buffer.size() >= MAX_COUNTS) {
                flush();
            }
        }
        encoded.clear();
        AnnotatedSampleSerializer.INSTANCE.serialize(sample, encoded);
        output.collect(
                new StreamRecord<>(
                        new HeldSample(second, vector, encoded.getCopyOfBuffer()),
                        element.getTimestamp()));
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        long second = Math.floorDiv(mark.getTimestamp() + 1, 1000);
        if (second != watermarkSecond) {
            flush();
            watermarkSecond = second;
        }
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        flush();
    }

    @Override
    public void endInput() {
        flush();
    }

    private void flush() {
        buffer.drain(
                count -> output.collect(COUNTS, new StreamRecord<>(count, count.second() * 1000)));
    }
}
