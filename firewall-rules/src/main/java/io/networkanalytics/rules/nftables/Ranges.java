package io.networkanalytics.rules.nftables;

import io.networkanalytics.rules.language.Address;
import io.networkanalytics.rules.language.AddressRange;
import io.networkanalytics.rules.language.NumberRange;
import io.networkanalytics.rules.language.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Comparisons as ranges, and ranges as sets of nftables. NE gives the ranges of EQ. */
final class Ranges {

    private static final Address LEAST_V4 = Address.v4(0);
    private static final Address MOST_V4 = Address.v4(0xFFFF_FFFFL);
    private static final Address LEAST_V6 = new Address(0, 0);
    private static final Address MOST_V6 = new Address(-1, -1);

    private Ranges() {}

    static List<NumberRange> of(Relation relation, long value) {
        return switch (relation) {
            case EQ, NE -> List.of(new NumberRange(value, value));
            case LT -> List.of(new NumberRange(Long.MIN_VALUE, value - 1));
            case LE -> List.of(new NumberRange(Long.MIN_VALUE, value));
            case GT ->
                    value == Long.MAX_VALUE
                            ? List.of()
                            : List.of(new NumberRange(value + 1, Long.MAX_VALUE));
            case GE -> List.of(new NumberRange(value, Long.MAX_VALUE));
        };
    }

    static List<AddressRange> of(Relation relation, Address value) {
        Address least = value.isV4() ? LEAST_V4 : LEAST_V6;
        Address most = value.isV4() ? MOST_V4 : MOST_V6;
        return switch (relation) {
            case EQ, NE -> List.of(new AddressRange(value, value));
            case LT ->
                    value.equals(least)
                            ? List.of()
                            : List.of(new AddressRange(least, value.previous()));
            case LE -> List.of(new AddressRange(least, value));
            case GT ->
                    value.equals(most) ? List.of() : List.of(new AddressRange(value.next(), most));
            case GE -> List.of(new AddressRange(value, most));
        };
    }

    /** What of the ranges lies between two numbers, sorted and joined. */
    static List<NumberRange> joined(List<NumberRange> ranges, long least, long most) {
        return NumberRange.joined(
                ranges.stream()
                        .filter(r -> r.last() >= least && r.first() <= most)
                        .map(
                                r ->
                                        new NumberRange(
                                                Math.max(least, r.first()),
                                                Math.min(most, r.last())))
                        .toList());
    }

    /** The numbers from 0 to the most that are in none of the ranges, which are sorted. */
    static List<NumberRange> others(List<NumberRange> ranges, long most) {
        List<NumberRange> others = new ArrayList<>();
        long from = 0;
        for (NumberRange range : ranges) {
            if (range.first() > from) {
                others.add(new NumberRange(from, range.first() - 1));
            }
            from = range.last() + 1;
        }
        if (from <= most) {
            others.add(new NumberRange(from, most));
        }
        return others;
    }

    /** One value as it is, several in braces. */
    static String set(List<?> ranges) {
        String values =
                ranges.stream()
                        .map(range -> range.toString().replace("..", "-"))
                        .collect(Collectors.joining(", "));
        return ranges.size() == 1 ? values : "{ " + values + " }";
    }
}
