package io.networkanalytics.udf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.types.Row;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

class DecodeTest {

    @Test
    void theHeaderOfASyn() {
        Row row = new HeaderDecodeFunction().eval(TestPackets.syn());

        assertEquals(11, row.getArity());
        assertArrayEquals(TestAddress.of("198.51.100.7"), row.<byte[]>getFieldAs(0));
        assertArrayEquals(TestAddress.of("203.0.113.9"), row.<byte[]>getFieldAs(1));
        List<Object> numbers = new ArrayList<>();
        for (int i = 2; i < 10; i++) {
            numbers.add(row.getField(i));
        }
        assertEquals(List.of(6, 40, 64, 50_000, 443, 2, 0, 0), numbers);
    }

    @Test
    void whatIsNoHeaderIsNull() {
        HeaderDecodeFunction function = new HeaderDecodeFunction();

        assertNull(function.eval(null));
        assertNull(function.eval(new byte[0]));
        assertNull(function.eval(new byte[] {0x45, 0, 0}));
        assertNull(function.eval("not a packet at all".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aSample() {
        PacketSample sample =
                TestPackets.sample(7)
                        .setObservedAtNanos(1_790_000_001_000_000_001L)
                        .setReceivedAtNanos(1_790_000_002_000_000_002L)
                        .setSampleInterval(0xFFFF_FFFF)
                        .setSamplingMode(SamplingMode.RANDOM)
                        .setDestinationAddress(ByteString.copyFrom(TestAddress.of("203.0.113.9")))
                        .build();

        Row row = decode(sample.toByteArray()).get(0);

        assertEquals("edge-1", row.getField(0));
        assertEquals(7L, row.getField(1));
        assertEquals(Instant.ofEpochSecond(1_790_000_001L, 1), row.getField(2));
        assertEquals(0xFFFF_FFFFL, row.getField(7));
        assertEquals("RANDOM", row.getField(8));
        assertNull(row.getField(11), "it has no source address");
        assertArrayEquals(TestAddress.of("203.0.113.9"), row.<byte[]>getFieldAs(12));
        assertNull(row.getField(19), "it has no header bytes");
        assertEquals(26, row.getArity());
    }

    @Test
    void whatIsNoSampleIsNoRow() {
        assertEquals(List.of(), decode(null));
        assertEquals(List.of(), decode(new byte[] {7}));
        byte[] shortAddress =
                TestPackets.sample(1)
                        .setSourceAddress(ByteString.copyFrom(new byte[4]))
                        .build()
                        .toByteArray();
        assertEquals(List.of(), decode(shortAddress));
    }

    private static List<Row> decode(byte[] record) {
        List<Row> rows = new ArrayList<>();
        SampleDecodeFunction function = new SampleDecodeFunction();
        function.setCollector(
                new Collector<>() {
                    @Override
                    public void collect(Row row) {
                        rows.add(row);
                    }

                    @Override
                    public void close() {}
                });
        function.eval(record);
        return rows;
    }
}
