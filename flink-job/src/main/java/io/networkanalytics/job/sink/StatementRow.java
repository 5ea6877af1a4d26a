package io.networkanalytics.job.sink;

import io.networkanalytics.model.table.TableColumn;
import io.networkanalytics.model.table.TableColumn.MapColumn;
import io.networkanalytics.model.table.TableColumn.NumberColumn;
import io.networkanalytics.model.table.TableColumn.RealColumn;
import io.networkanalytics.model.table.TableColumn.TextColumn;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** The columns of the model as the parameters of a JDBC statement. */
final class StatementRow {

    private StatementRow() {}

    /**
     * The statement that inserts a row.
     *
     * @param table its name
     * @param columns its columns
     * @return SQL with a question mark for each column
     */
    static <T> String insert(String table, List<TableColumn<T>> columns) {
        String names = columns.stream().map(TableColumn::name).collect(Collectors.joining(", "));
        String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
        return "INSERT INTO " + table + " (" + names + ") VALUES (" + marks + ")";
    }

    /**
     * Fills the statement from a row.
     *
     * @param statement made of {@link #insert}
     * @param columns the same columns
     * @param row the row
     * @throws SQLException if the driver refuses a value
     */
    static <T> void fill(PreparedStatement statement, List<TableColumn<T>> columns, T row)
            throws SQLException {
        int index = 0;
        for (TableColumn<T> column : columns) {
            fill(statement, ++index, column, row);
        }
    }

    private static <T> void fill(
            PreparedStatement statement, int index, TableColumn<T> column, T row)
            throws SQLException {
        if (column instanceof NumberColumn<T> number) {
            fill(statement, index, number, number.value().get(row));
        } else if (column instanceof RealColumn<T> real) {
            statement.setDouble(index, real.value().get(row));
        } else if (column instanceof TextColumn<T> text) {
            statement.setString(index, text.value().get(row));
        } else if (column instanceof MapColumn<T> map) {
            statement.setObject(index, map.value().get(row));
        } else {
            throw unmapped(column);
        }
    }

    /** Times are written as numbers: a date would pass through the time zone of this process. */
    private static void fill(
            PreparedStatement statement, int index, NumberColumn<?> column, long value)
            throws SQLException {
        switch (column.type()) {
            case UINT8, UINT16, UINT32, DATE_TIME -> statement.setLong(index, value);
            case UINT64 ->
                    statement.setBigDecimal(index, new BigDecimal(Long.toUnsignedString(value)));
            default -> throw unmapped(column);
        }
    }

    private static IllegalArgumentException unmapped(TableColumn<?> column) {
        return new IllegalArgumentException(
                "Column "
                        + column.name()
                        + " of type "
                        + column.type()
                        + " cannot be written with JDBC; add it here, or write the table with"
                        + " SinkStage.table");
    }
}
