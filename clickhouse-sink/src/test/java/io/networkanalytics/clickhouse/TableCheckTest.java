package io.networkanalytics.clickhouse;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.clickhouse.InsertTransport.ServerColumn;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableCheckTest {

    private static final List<ClickHouseColumn<Long>> DECLARED =
            List.of(
                    ClickHouseColumn.uint64("id", v -> v),
                    ClickHouseColumn.dateTime("at", v -> v),
                    ClickHouseColumn.dateTime64Nanos("exact", v -> v),
                    ClickHouseColumn.float64("variance", v -> v));

    private static ServerColumn column(String name, String type) {
        return new ServerColumn(name, type, "");
    }

    @Test
    void timeZonesAndAggregateWrappersDoNotCount() {
        TableCheck.Result result =
                TableCheck.compare(
                        DECLARED,
                        List.of(
                                column("id", "SimpleAggregateFunction(sum, UInt64)"),
                                column("at", "DateTime('UTC')"),
                                column("exact", "DateTime64(9, 'Europe/Berlin')"),
                                column("variance", "Float64"),
                                new ServerColumn("inserted", "DateTime", "DEFAULT"),
                                new ServerColumn("day", "Date", "MATERIALIZED"),
                                column("new_column", "String")));
        assertEquals(List.of(), result.mismatches());
        assertEquals(List.of("new_column"), result.defaulted());
        assertDoesNotThrow(() -> result.orThrow("t"));
    }

    @Test
    void missingComputedAndDifferentColumnsAreAllNamed() {
        TableCheck.Result result =
                TableCheck.compare(
                        DECLARED,
                        List.of(
                                column("id", "UInt32"),
                                new ServerColumn("at", "DateTime", "MATERIALIZED"),
                                column("exact", "DateTime64(3, 'UTC')")));
        var e = assertThrows(IllegalStateException.class, () -> result.orThrow("flows"));
        for (String part :
                new String[] {
                    "table flows",
                    "column id is UInt32 in the table and declared as UInt64",
                    "column at is MATERIALIZED",
                    "column exact is DateTime64(3, 'UTC') in the table and declared as DateTime64(9)",
                    "column variance is not in the table",
                    "Remedy"
                }) {
            assertTrue(e.getMessage().contains(part), () -> part + " is not in " + e.getMessage());
        }
    }
}
