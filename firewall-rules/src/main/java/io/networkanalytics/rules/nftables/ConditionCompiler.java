package io.networkanalytics.rules.nftables;

import io.networkanalytics.rules.language.AddressRange;
import io.networkanalytics.rules.language.Expression.AddressComparison;
import io.networkanalytics.rules.language.Expression.AddressIn;
import io.networkanalytics.rules.language.Expression.BitwiseAnd;
import io.networkanalytics.rules.language.Expression.Condition;
import io.networkanalytics.rules.language.Expression.NumberComparison;
import io.networkanalytics.rules.language.Expression.NumberIn;
import io.networkanalytics.rules.language.Expression.TextComparison;
import io.networkanalytics.rules.language.Expression.TextIn;
import io.networkanalytics.rules.language.Expression.Truth;
import io.networkanalytics.rules.language.Field;
import io.networkanalytics.rules.language.NumberRange;
import io.networkanalytics.rules.language.Operand;
import io.networkanalytics.rules.language.Relation;
import io.networkanalytics.rules.sample.Protocol;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Compiles one condition, or its negation, to matches of which one must hold. In nftables a match
 * on what a packet lacks is false, as in the language; so a negation has to say in how many ways
 * the packet may lack it.
 */
final class ConditionCompiler {

    private ConditionCompiler() {}

    static List<Match> compile(Condition c, boolean negated) throws UnsupportedRuleException {
        if (c instanceof Truth truth) {
            return truth(truth.field(), negated);
        } else if (c instanceof NumberComparison n) {
            boolean ne = n.relation() == Relation.NE;
            return numbers(n.operand(), Ranges.of(n.relation(), n.value()), negated ^ ne);
        } else if (c instanceof NumberIn n) {
            return numbers(n.operand(), n.ranges(), negated);
        } else if (c instanceof BitwiseAnd b) {
            return Selector.of(b.operand()).bits(b.mask(), negated);
        } else if (c instanceof AddressComparison a) {
            boolean ne = a.relation() == Relation.NE;
            return addresses(a.field(), Ranges.of(a.relation(), a.value()), negated ^ ne);
        } else if (c instanceof AddressIn a) {
            return addresses(a.field(), a.ranges(), negated);
        } else if (c instanceof TextComparison t
                && t.field() == Field.IP_PROTO
                && (t.relation() == Relation.EQ || t.relation() == Relation.NE)) {
            return protocols(List.of(t.value()), negated ^ (t.relation() == Relation.NE));
        } else if (c instanceof TextIn t && t.field() == Field.IP_PROTO) {
            return protocols(t.values(), negated);
        }
        throw new UnsupportedRuleException(
                "'" + c.text() + "'", "the kernel knows neither places nor text of packets");
    }

    private static List<Match> truth(Field field, boolean negated) throws UnsupportedRuleException {
        int bit =
                switch (field) {
                    case TCP_FLAGS_FIN -> 0x01;
                    case TCP_FLAGS_SYN -> 0x02;
                    case TCP_FLAGS_RESET -> 0x04;
                    case TCP_FLAGS_PUSH -> 0x08;
                    case TCP_FLAGS_ACK -> 0x10;
                    case TCP_FLAGS_URG -> 0x20;
                    case TCP_FLAGS_ECN -> 0x40;
                    case TCP_FLAGS_CWR -> 0x80;
                    default -> 0;
                };
        if (bit != 0) {
            return Selector.of(new Operand.FieldOperand(Field.TCP_FLAGS)).bits(bit, negated);
        }
        BitSet protocols = new BitSet();
        switch (field) {
            case TCP -> protocols.set(Protocol.TCP);
            case UDP -> protocols.set(Protocol.UDP);
            case GRE -> protocols.set(Protocol.GRE);
            case ESP -> protocols.set(Protocol.ESP);
            case ICMP -> {
                protocols.set(Protocol.ICMP);
                protocols.set(Protocol.ICMPV6);
            }
            default -> throw new UnsupportedRuleException("the field " + field.title(), "unknown");
        }
        return protocol(protocols, negated);
    }

    private static List<Match> protocols(List<String> names, boolean negated) {
        BitSet protocols = new BitSet();
        names.forEach(
                name -> {
                    Integer number = Protocol.numbers().get(name);
                    if (number != null) {
                        protocols.set(number);
                    }
                });
        return protocol(protocols, negated);
    }

    private static List<Match> protocol(BitSet protocols, boolean negated) {
        if (protocols.isEmpty()) {
            return negated ? List.of(Match.ALWAYS) : List.of();
        }
        String set =
                protocols.stream().mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String value = protocols.cardinality() == 1 ? set : "{ " + set + " }";
        return List.of(
                Match.protocol(
                        "meta l4proto " + (negated ? "!= " : "") + value,
                        negated ? Match.without(protocols) : protocols));
    }

    private static List<Match> numbers(Operand operand, List<NumberRange> ranges, boolean negated)
            throws UnsupportedRuleException {
        if (operand instanceof Operand.FieldOperand named && named.field() == Field.IP_PROTO_NUM) {
            BitSet protocols = new BitSet();
            for (NumberRange range : Ranges.joined(ranges, 0, 255)) {
                protocols.set((int) range.first(), (int) range.last() + 1);
            }
            return protocol(protocols, negated);
        }
        return Selector.of(operand).in(ranges, negated);
    }

    private static List<Match> addresses(Field field, List<AddressRange> ranges, boolean negated) {
        String side = field == Field.IP_SRC ? " saddr " : " daddr ";
        List<AddressRange> joined = AddressRange.joined(ranges);
        List<AddressRange> v4 = joined.stream().filter(r -> r.first().isV4()).toList();
        List<AddressRange> v6 = joined.stream().filter(r -> !r.first().isV4()).toList();
        List<Match> matches = new ArrayList<>();
        if (!v4.isEmpty()) {
            matches.add(Match.v4("ip" + side + (negated ? "!= " : "") + Ranges.set(v4)));
        } else if (negated) {
            matches.add(Match.v4("meta protocol ip"));
        }
        if (!v6.isEmpty()) {
            matches.add(Match.v6("ip6" + side + (negated ? "!= " : "") + Ranges.set(v6)));
        } else if (negated) {
            matches.add(Match.v6("meta protocol ip6"));
        }
        return matches;
    }
}
