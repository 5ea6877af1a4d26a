package io.networkanalytics.job.attack;

import io.networkanalytics.rules.language.NumberRange;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The values that an attribute has in an attack.
 *
 * @param attribute which
 * @param ranges its values, ascending
 */
record Constraint(Attribute attribute, List<NumberRange> ranges) {

    Constraint {
        ranges = List.copyOf(ranges);
    }

    boolean matches(PacketDigest digest) {
        long value = attribute.of(digest);
        for (NumberRange range : ranges) {
            if (range.first() <= value && value <= range.last()) {
                return true;
            }
        }
        return false;
    }

    /** Whether it leaves one value. */
    boolean isFixed() {
        return ranges.size() == 1 && ranges.get(0).first() == ranges.get(0).last();
    }

    /** The condition in the rule language. */
    String expression(boolean tcp) {
        String field = attribute.field(tcp);
        if (isFixed()) {
            return field + " eq " + attribute.literal(ranges.get(0).first());
        }
        return field
                + " in "
                + ranges.stream()
                        .map(
                                r ->
                                        r.first() == r.last()
                                                ? attribute.literal(r.first())
                                                : r.first() + ".." + r.last())
                        .collect(Collectors.joining(" ", "{", "}"));
    }
}
