package io.networkanalytics.stack;

import io.networkanalytics.model.table.SampleTable;
import io.networkanalytics.model.table.TableColumn;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows of {@code samples} as SQL makes them: of every attack every second column has one value, of
 * the next attack the others. They lie in the future, where no retention period ends.
 */
final class AttackSamples {

    /** Samples of one attack, one a second; the 125th is the first of the next month. */
    static final int SAMPLES_OF_AN_ATTACK = 300;

    private static final List<String> NOT_SHARED =
            List.of("received_at", "epoch_micros", "sequence", "metadata");

    private AttackSamples() {}

    /** Columns whose values the packets of an attack may share. */
    static List<String> dimensions() {
        return SampleTable.COLUMNS.stream()
                .map(TableColumn::name)
                .filter(name -> !NOT_SHARED.contains(name))
                .filter(name -> !List.of("account_id", "attack_id", "observed_at").contains(name))
                .toList();
    }

    /**
     * A SELECT of some samples of an attack.
     *
     * @param attack its number; 0 is none
     * @param first number of the first sample
     * @param count how many
     */
    static String select(int attack, int first, int count) {
        String columns =
                SampleTable.COLUMNS.stream()
                        .filter(column -> !NOT_SHARED.contains(column.name()))
                        .map(column -> value(column, attack) + " AS " + column.name())
                        .collect(Collectors.joining(", "));
        return "SELECT " + columns + " FROM numbers(" + first + ", " + count + ")";
    }

    private static String value(TableColumn<?> column, int attack) {
        boolean shared = (SampleTable.COLUMNS.indexOf(column) + attack) % 2 == 0;
        String seed =
                "cityHash64('" + column.name() + "', " + attack + (shared ? ")" : ", number)");
        return switch (column.name()) {
            case "account_id" -> Integer.toString(1 + attack % 2);
            case "attack_id" -> attack == 0 ? "''" : "'a" + attack + "'";
            case "observed_at" ->
                    "toDateTime64('2099-11-30 23:57:55', 9, 'UTC') + toIntervalSecond(number)";
            case "sampling_mode" -> "['RANDOM', 'COUNT', 'NOTIFICATION'][1 + " + seed + " % 3]";
            case "outcome" -> "['pass', 'drop', ''][1 + " + seed + " % 3]";
            // Small, so that sums of squares are exact in double precision; 0 counts as 1.
            case "sample_interval" -> seed + " % 100";
            case "packets" -> seed + " % 50";
            case "bytes" -> seed + " % 1500";
            default -> value(column, seed);
        };
    }

    private static String value(TableColumn<?> column, String seed) {
        return switch (column.type()) {
            case UINT8 -> "toUInt8(" + seed + " % 256)";
            case UINT16 -> "toUInt16(" + seed + " % 65536)";
            case UINT32 -> "toUInt32(" + seed + " % 4294967296)";
            case IPV6 -> "toIPv6(concat('2001:db8::', lower(hex(" + seed + " % 60000))))";
            case STRING -> "hex(" + seed + ")";
            case LOW_CARDINALITY_STRING -> "concat('v', toString(" + seed + " % 3))";
            default -> throw new IllegalArgumentException(column.toString());
        };
    }
}
