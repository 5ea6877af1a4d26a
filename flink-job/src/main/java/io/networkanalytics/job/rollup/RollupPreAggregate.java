package io.networkanalytics.job.rollup;

import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.rollup.RollupRow;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Sums samples in the chain of their source, so that rows and not samples cross the network. Has no
 * state: what it holds goes out before every checkpoint barrier, and before a watermark that ends a
 * minute would make it late.
 */
final class RollupPreAggregate extends AbstractStreamOperator<RollupRow>
        implements OneInputStreamOperator<AnnotatedSample, RollupRow>, BoundedOneInput {

    private static final long serialVersionUID = 1L;

    /** About 300 bytes a row. */
    private static final int MAX_ROWS = 50_000;

    private static final long MILLIS_PER_MINUTE = 60_000;

    private transient RollupBuffer buffer;
    private transient StreamRecord<RollupRow> reused;
    private transient long watermarkMinute;

    @Override
    public void open() throws Exception {
        super.open();
        buffer = new RollupBuffer();
        reused = new StreamRecord<>(null);
        watermarkMinute = Long.MIN_VALUE;
    }

    @Override
    public void processElement(StreamRecord<AnnotatedSample> element) {
        buffer.add(element.getValue());
        if (buffer.size() >= MAX_ROWS) {
            flush();
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        long minute = Math.floorDiv(mark.getTimestamp(), MILLIS_PER_MINUTE);
        if (minute != watermarkMinute) {
            flush();
            watermarkMinute = minute;
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
        buffer.drain(row -> output.collect(reused.replace(row)));
    }
}
