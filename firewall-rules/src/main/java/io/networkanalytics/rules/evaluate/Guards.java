package io.networkanalytics.rules.evaluate;

import io.networkanalytics.rules.evaluate.Dimension.Span;
import io.networkanalytics.rules.language.Expression;
import io.networkanalytics.rules.language.Expression.AddressComparison;
import io.networkanalytics.rules.language.Expression.AddressIn;
import io.networkanalytics.rules.language.Expression.And;
import io.networkanalytics.rules.language.Expression.NumberComparison;
import io.networkanalytics.rules.language.Expression.NumberIn;
import io.networkanalytics.rules.language.Expression.Or;
import io.networkanalytics.rules.language.Expression.TextComparison;
import io.networkanalytics.rules.language.Expression.TextIn;
import io.networkanalytics.rules.language.Expression.Truth;
import io.networkanalytics.rules.language.Field;
import io.networkanalytics.rules.language.NumberRange;
import io.networkanalytics.rules.language.Operand;
import io.networkanalytics.rules.language.Operand.FieldOperand;
import io.networkanalytics.rules.language.Relation;
import io.networkanalytics.rules.sample.Protocol;
import java.util.ArrayList;
import java.util.List;

/**
 * What a sample must have for an expression to be true. A guard is a list of spans: where the
 * expression is true, the sample lies in at least one of them. An expression has several guards, of
 * which the index takes one, or none, and is then asked about every sample.
 */
final class Guards {

    /** Spans of one guard, at most. */
    private static final int MAX_SPANS = 1024;

    private static final int MAX_PORT = 0xFFFF;
    private static final int MAX_PROTOCOL = 0xFF;

    private Guards() {}

    static List<List<Span>> of(Expression e) {
        List<List<Span>> guards = new ArrayList<>();
        if (e instanceof And and) {
            and.operands().forEach(operand -> guards.addAll(of(operand)));
        } else if (e instanceof Or or) {
            guards.addAll(union(or.operands()));
        } else {
            List<Span> spans = ofCondition(e);
            if (spans != null) {
                guards.add(spans);
            }
        }
        guards.removeIf(spans -> spans.size() > MAX_SPANS);
        return guards;
    }

    /** For each dimension that guards all operands one guard; else one of what guards each. */
    private static List<List<Span>> union(List<Expression> operands) {
        List<List<List<Span>>> each = operands.stream().map(Guards::of).toList();
        if (each.stream().anyMatch(List::isEmpty)) {
            return List.of();
        }
        List<List<Span>> guards = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            List<Span> spans = new ArrayList<>();
            boolean all = true;
            for (List<List<Span>> guardsOfOne : each) {
                List<Span> found =
                        guardsOfOne.stream()
                                .filter(g -> g.stream().allMatch(s -> s.dimension() == dimension))
                                .findFirst()
                                .orElse(null);
                all &= found != null;
                if (found != null) {
                    spans.addAll(found);
                }
            }
            if (all) {
                guards.add(spans);
            }
        }
        if (guards.isEmpty()) {
            guards.add(each.stream().flatMap(one -> last(one).stream()).toList());
        }
        return guards;
    }

    /** Of a chain of conditions the later ones tend to be the narrow ones: tcp and a port. */
    private static List<Span> last(List<List<Span>> guards) {
        return guards.get(guards.size() - 1);
    }

    /** Null: no guard. */
    private static List<Span> ofCondition(Expression e) {
        if (e instanceof Truth truth) {
            return ofTruth(truth.field());
        } else if (e instanceof NumberComparison c) {
            return ofNumbers(c.operand(), ranges(c.relation(), c.value()));
        } else if (e instanceof NumberIn c) {
            return ofNumbers(c.operand(), c.ranges());
        } else if (e instanceof AddressComparison c && c.relation() == Relation.EQ) {
            return List.of(new Span(dimension(c.field()), c.value(), c.value()));
        } else if (e instanceof AddressIn c) {
            return c.ranges().stream()
                    .map(r -> new Span(dimension(c.field()), r.first(), r.last()))
                    .toList();
        } else if (e instanceof TextComparison c
                && c.field() == Field.IP_PROTO
                && c.relation() == Relation.EQ) {
            return ofProtocols(List.of(c.value()));
        } else if (e instanceof TextIn c && c.field() == Field.IP_PROTO) {
            return ofProtocols(c.values());
        }
        return null;
    }

    private static List<Span> ofTruth(Field field) {
        return switch (field) {
            case TCP,
                    TCP_FLAGS_SYN,
                    TCP_FLAGS_ACK,
                    TCP_FLAGS_FIN,
                    TCP_FLAGS_PUSH,
                    TCP_FLAGS_RESET,
                    TCP_FLAGS_URG,
                    TCP_FLAGS_ECN,
                    TCP_FLAGS_CWR ->
                    protocol(Protocol.TCP);
            case UDP -> protocol(Protocol.UDP);
            case GRE -> protocol(Protocol.GRE);
            case ESP -> protocol(Protocol.ESP);
            case ICMP ->
                    List.of(
                            Span.of(Dimension.PROTOCOL, Protocol.ICMP, Protocol.ICMP),
                            Span.of(Dimension.PROTOCOL, Protocol.ICMPV6, Protocol.ICMPV6));
            default -> null;
        };
    }

    private static List<Span> ofNumbers(Operand operand, List<NumberRange> ranges) {
        if (ranges == null || !(operand instanceof FieldOperand named)) {
            return null;
        }
        return switch (named.field()) {
            case TCP_SRCPORT -> ports(Dimension.SOURCE_PORT, Protocol.TCP, ranges);
            case UDP_SRCPORT -> ports(Dimension.SOURCE_PORT, Protocol.UDP, ranges);
            case TCP_DSTPORT -> ports(Dimension.DESTINATION_PORT, Protocol.TCP, ranges);
            case UDP_DSTPORT -> ports(Dimension.DESTINATION_PORT, Protocol.UDP, ranges);
            case IP_PROTO_NUM -> clipped(Dimension.PROTOCOL, 0, MAX_PROTOCOL, ranges);
            case TCP_FLAGS -> protocol(Protocol.TCP);
            default -> null;
        };
    }

    private static List<Span> ports(Dimension dimension, int protocol, List<NumberRange> ranges) {
        return clipped(dimension, Dimension.portBase(protocol), MAX_PORT, ranges);
    }

    private static List<Span> clipped(
            Dimension dimension, int base, int most, List<NumberRange> ranges) {
        List<Span> spans = new ArrayList<>();
        for (NumberRange range : ranges) {
            long first = Math.max(0, range.first());
            long last = Math.min(most, range.last());
            if (first <= last) {
                spans.add(Span.of(dimension, base + first, base + last));
            }
        }
        return spans;
    }

    /** The numbers that are so related to a value; null for those that may be missing. */
    private static List<NumberRange> ranges(Relation relation, long value) {
        return switch (relation) {
            case EQ -> List.of(new NumberRange(value, value));
            case NE -> null;
            case LT -> List.of(new NumberRange(Long.MIN_VALUE, value - 1));
            case LE -> List.of(new NumberRange(Long.MIN_VALUE, value));
            case GT ->
                    value == Long.MAX_VALUE
                            ? List.of()
                            : List.of(new NumberRange(value + 1, Long.MAX_VALUE));
            case GE -> List.of(new NumberRange(value, Long.MAX_VALUE));
        };
    }

    private static List<Span> ofProtocols(List<String> names) {
        List<Span> spans = new ArrayList<>();
        for (String name : names) {
            Integer number = Protocol.numbers().get(name);
            if (number != null) {
                spans.add(Span.of(Dimension.PROTOCOL, number, number));
            }
        }
        return spans;
    }

    private static List<Span> protocol(int number) {
        return List.of(Span.of(Dimension.PROTOCOL, number, number));
    }

    private static Dimension dimension(Field field) {
        return field == Field.IP_SRC ? Dimension.SOURCE : Dimension.DESTINATION;
    }
}
