package io.networkanalytics.clickhouse;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

/**
 * What the writer did, in the group {@code clickhouse} of its operator:
 *
 * <ul>
 *   <li>{@code closedRows}, {@code closedBlocks}, {@code closedBytes} (before compression), {@code
 *       closedPayloadBytes} (after)
 *   <li>{@code encodeMillis}: time to write and compress blocks (rows are appended as they come,
 *       which is too short to be measured for each)
 *   <li>{@code pacedMillis}: time for which {@link Pacing} held the source back
 *   <li>{@code pendingBlocks}, {@code pendingBytes}: closed, not yet in ClickHouse, on the heap
 * </ul>
 *
 * and Flink's own {@code numRecordsSend} and {@code numBytesSend}.
 */
final class WriterMetrics {

    private final Counter rows;
    private final Counter blocks;
    private final Counter bytes;
    private final Counter payloadBytes;
    private final Counter encodeMillis;
    private final Counter pacedMillis;
    private final MetricGroup group;
    private final Counter recordsSend;
    private final Counter bytesSend;
    private long encodeNanos;

    WriterMetrics(SinkWriterMetricGroup operator) {
        this(operator, operator.getNumRecordsSendCounter(), operator.getNumBytesSendCounter());
    }

    WriterMetrics(MetricGroup operator, Counter recordsSend, Counter bytesSend) {
        this.recordsSend = recordsSend;
        this.bytesSend = bytesSend;
        group = operator.addGroup(InsertMetrics.GROUP);
        rows = group.counter("closedRows");
        blocks = group.counter("closedBlocks");
        bytes = group.counter("closedBytes");
        payloadBytes = group.counter("closedPayloadBytes");
        encodeMillis = group.counter("encodeMillis");
        pacedMillis = group.counter("pacedMillis");
    }

    void pending(PendingBlocks pending) {
        group.gauge("pendingBlocks", pending::count);
        group.gauge("pendingBytes", pending::bytes);
    }

    Counter pacedMillis() {
        return pacedMillis;
    }

    void closed(InsertBlock block, long nanos) {
        rows.inc(block.rows());
        blocks.inc();
        bytes.inc(block.uncompressedBytes());
        payloadBytes.inc(block.payload().length);
        recordsSend.inc(block.rows());
        bytesSend.inc(block.payload().length);
        encodeNanos += nanos;
        encodeMillis.inc(encodeNanos / 1_000_000 - encodeMillis.getCount());
    }
}
