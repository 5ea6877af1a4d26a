package io.networkanalytics.bench.sink;

import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.table.ColumnType;
import io.networkanalytics.model.table.SampleTable;
import io.networkanalytics.model.table.TableColumn;
import io.networkanalytics.model.table.TableColumn.BytesColumn;
import io.networkanalytics.model.table.TableColumn.MapColumn;
import io.networkanalytics.model.table.TableColumn.NumberColumn;
import io.networkanalytics.model.table.TableColumn.TextColumn;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** A sample as a row of ClickHouse's RowBinary format. */
final class RowBinary {

    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);

    byte[] encode(AnnotatedSample row) {
        buffer.clear();
        for (TableColumn<AnnotatedSample> column : SampleTable.COLUMNS) {
            if (column instanceof NumberColumn<AnnotatedSample> number) {
                put(number.type(), number.value().get(row));
            } else if (column instanceof TextColumn<AnnotatedSample> text) {
                put(text.value().get(row));
            } else if (column instanceof BytesColumn<AnnotatedSample> bytes) {
                byte[] value = bytes.value().get(row).toByteArray();
                if (bytes.type() != ColumnType.IPV6) {
                    putLength(value.length);
                }
                buffer.put(value);
            } else if (column instanceof MapColumn<AnnotatedSample> map) {
                Map<String, String> entries = map.value().get(row);
                putLength(entries.size());
                entries.forEach(
                        (key, value) -> {
                            put(key);
                            put(value);
                        });
            } else {
                throw new IllegalStateException(
                        "Column " + column.name() + " is not written by this benchmark");
            }
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private void put(ColumnType type, long value) {
        switch (type) {
            case UINT8 -> buffer.put((byte) value);
            case UINT16 -> buffer.putShort((short) value);
            case UINT32, DATE_TIME -> buffer.putInt((int) value);
            default -> buffer.putLong(value);
        }
    }

    private void put(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        putLength(bytes.length);
        buffer.put(bytes);
    }

    private void putLength(int length) {
        int rest = length;
        while ((rest & ~0x7f) != 0) {
            buffer.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        buffer.put((byte) rest);
    }
}
