package io.networkanalytics.job.annotate.tcp;

import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.Weight;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Counts samples by second beside the tracker, so that counts and not samples meet for the rate of
 * their prefix. Has no state: what it holds goes out before a barrier and before a watermark that
 * ends a second.
 */
public final class TcpRateAggregate extends AbstractStreamOperator<TcpRateCount>
        implements OneInputStreamOperator<AnnotatedSample, TcpRateCount>, BoundedOneInput {

    private static final long serialVersionUID = 1L;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private record Slot(TcpRateKey key, long second) {}

    private transient Map<Slot, Long> packets;
    private transient long watermarkSecond;

    @Override
    public void open() throws Exception {
        super.open();
        packets = new HashMap<>();
        watermarkSecond = Long.MIN_VALUE;
    }

    @Override
    public void processElement(StreamRecord<AnnotatedSample> element) {
        AnnotatedSample awaiting = element.getValue();
        long second = Math.floorDiv(awaiting.eventTimeNanos(), NANOS_PER_SECOND);
        long represented = Weight.packets(awaiting.sample());
        packets.merge(new Slot(TcpRateKey.of(awaiting), second), represented, Long::sum);
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
        packets.forEach(
                (slot, count) ->
                        output.collect(
                                new StreamRecord<>(
                                        new TcpRateCount(slot.key(), slot.second(), count),
                                        slot.second() * 1000)));
        packets.clear();
    }
}
