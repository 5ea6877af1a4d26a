package io.networkanalytics.clickhouse;

import io.networkanalytics.clickhouse.InsertTransport.ServerColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Compares the declared columns with the table's, before the first row is encoded.
 *
 * <p>DESCRIBE needs no grant but INSERT. Refused are columns that the table does not have, has with
 * another type, or computes itself. Time zones do not count, since the bytes do not have one, nor
 * does SimpleAggregateFunction around a type. Columns that only the table has are allowed, since
 * migrations run before jobs, but named: they get their default.
 */
final class TableCheck {

    private static final Pattern AGGREGATE =
            Pattern.compile("SimpleAggregateFunction\\([^,]+, (.*)\\)");
    private static final Pattern TIME_ZONE =
            Pattern.compile("(DateTime)\\('[^']*'\\)|(DateTime64\\(\\d), '[^']*'\\)");

    /**
     * What was found.
     *
     * @param mismatches a line for each column that cannot be inserted; empty if all can
     * @param defaulted columns of the table that the sink does not fill
     */
    record Result(List<String> mismatches, List<String> defaulted) {

        /** Throws if a column cannot be inserted. */
        void orThrow(String table) {
            if (!mismatches.isEmpty()) {
                throw new IllegalStateException(
                        "The declared columns do not fit table "
                                + table
                                + ": "
                                + String.join("; ", mismatches)
                                + ". Nothing was written or lost. Remedy: apply the migrations, or start the job"
                                + " whose columns are those of the table.");
            }
        }
    }

    private TableCheck() {}

    static Result compare(List<? extends ClickHouseColumn<?>> declared, List<ServerColumn> server) {
        Map<String, ServerColumn> byName =
                server.stream().collect(Collectors.toMap(ServerColumn::name, Function.identity()));
        List<String> mismatches = new ArrayList<>();
        for (ClickHouseColumn<?> column : declared) {
            ServerColumn there = byName.remove(column.name());
            if (there == null) {
                mismatches.add("column " + column.name() + " is not in the table");
            } else if (!there.defaultKind().isEmpty() && !there.defaultKind().equals("DEFAULT")) {
                mismatches.add(
                        "column " + column.name() + " is " + there.defaultKind() + " in the table");
            } else if (!normalized(there.type()).equals(column.type())) {
                mismatches.add(
                        "column "
                                + column.name()
                                + " is "
                                + there.type()
                                + " in the table and declared as "
                                + column.type());
            }
        }
        List<String> defaulted =
                server.stream()
                        .filter(c -> byName.containsKey(c.name()) && c.defaultKind().isEmpty())
                        .map(ServerColumn::name)
                        .toList();
        return new Result(List.copyOf(mismatches), defaulted);
    }

    private static String normalized(String type) {
        Matcher aggregate = AGGREGATE.matcher(type);
        String inner = aggregate.matches() ? aggregate.group(1) : type;
        Matcher zone = TIME_ZONE.matcher(inner);
        if (!zone.matches()) {
            return inner;
        }
        return zone.group(1) != null ? zone.group(1) : zone.group(2) + ")";
    }
}
