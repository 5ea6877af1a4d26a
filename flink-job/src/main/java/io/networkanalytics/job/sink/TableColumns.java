package io.networkanalytics.job.sink;

import com.google.protobuf.ByteString;
import io.networkanalytics.clickhouse.ClickHouseColumn;
import io.networkanalytics.clickhouse.ClickHouseColumn.BytesAccessor;
import io.networkanalytics.model.table.TableColumn;
import io.networkanalytics.model.table.TableColumn.BytesColumn;
import io.networkanalytics.model.table.TableColumn.BytesOf;
import io.networkanalytics.model.table.TableColumn.MapColumn;
import io.networkanalytics.model.table.TableColumn.NumberColumn;
import io.networkanalytics.model.table.TableColumn.RealColumn;
import io.networkanalytics.model.table.TableColumn.TextColumn;
import java.util.ArrayList;
import java.util.List;

/** The columns of the model as columns of the sink, which knows nothing of samples. */
public final class TableColumns {

    private TableColumns() {}

    /**
     * The same columns in the same order.
     *
     * @param columns columns of a table
     * @return what the sink takes
     * @param <T> the row
     */
    public static <T> List<ClickHouseColumn<T>> of(List<TableColumn<T>> columns) {
        List<ClickHouseColumn<T>> result = new ArrayList<>(columns.size());
        for (TableColumn<T> column : columns) {
            result.add(of(column));
        }
        return List.copyOf(result);
    }

    private static <T> ClickHouseColumn<T> of(TableColumn<T> column) {
        if (column instanceof NumberColumn<T> number) {
            return number(number);
        }
        if (column instanceof RealColumn<T> real) {
            return ClickHouseColumn.float64(real.name(), real.value()::get);
        }
        if (column instanceof TextColumn<T> text) {
            return text(text);
        }
        if (column instanceof BytesColumn<T> bytes) {
            return bytes(bytes);
        }
        if (column instanceof MapColumn<T> map) {
            return ClickHouseColumn.map(map.name(), map.value()::get);
        }
        throw unmapped(column);
    }

    private static <T> ClickHouseColumn<T> number(NumberColumn<T> column) {
        String name = column.name();
        return switch (column.type()) {
            case UINT8 -> ClickHouseColumn.uint8(name, column.value()::get);
            case UINT16 -> ClickHouseColumn.uint16(name, column.value()::get);
            case UINT32 -> ClickHouseColumn.uint32(name, column.value()::get);
            case UINT64 -> ClickHouseColumn.uint64(name, column.value()::get);
            case DATE_TIME -> ClickHouseColumn.dateTime(name, column.value()::get);
            case DATE_TIME_NANOS -> ClickHouseColumn.dateTime64Nanos(name, column.value()::get);
            default -> throw unmapped(column);
        };
    }

    private static <T> ClickHouseColumn<T> text(TextColumn<T> column) {
        return switch (column.type()) {
            case STRING -> ClickHouseColumn.string(column.name(), column.value()::get);
            case LOW_CARDINALITY_STRING ->
                    ClickHouseColumn.lowCardinalityString(column.name(), column.value()::get);
            default -> throw unmapped(column);
        };
    }

    private static <T> ClickHouseColumn<T> bytes(BytesColumn<T> column) {
        return switch (column.type()) {
            case STRING ->
                    ClickHouseColumn.bytes(column.name(), new ProtobufBytes<>(column.value()));
            case IPV6 -> ClickHouseColumn.ipv6(column.name(), new ProtobufBytes<>(column.value()));
            default -> throw unmapped(column);
        };
    }

    private static IllegalStateException unmapped(TableColumn<?> column) {
        return new IllegalStateException(
                "column "
                        + column.name()
                        + " of type "
                        + column.type()
                        + " has no counterpart in the sink");
    }

    private record ProtobufBytes<T>(BytesOf<T> value) implements BytesAccessor<T> {
        @Override
        public int length(T row) {
            return value.get(row).size();
        }

        @Override
        public void copyTo(T row, byte[] target, int offset) {
            ByteString bytes = value.get(row);
            bytes.copyTo(target, offset);
        }
    }
}
