package io.networkanalytics.job.attack;

import static java.util.Objects.requireNonNull;

import io.networkanalytics.model.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which packets are an attack's: {@link #matches} says it of a packet, {@link #expression} to
 * others, and both say the same.
 *
 * @param target what they are sent to
 * @param vectors the vectors that they may belong to, a bit for each id
 * @param clauses what else they have in common: one of these
 * @param fragments whether UDP fragments behind the first one are part of it
 * @param quotedPort destination port in the UDP packets that ICMP errors quote, if such errors are
 *     part of it: answers to what was sent in the target's name; otherwise -1
 */
record Fingerprint(
        IpPrefix target, long vectors, List<Clause> clauses, boolean fragments, int quotedPort) {

    /** Of no packet. */
    static final Fingerprint NONE =
            new Fingerprint(new IpPrefix(0, 0, 128), 0, List.of(), false, -1);

    private static final int UDP = 17;
    private static final int MOST_CLAUSES = 4;

    Fingerprint {
        requireNonNull(target, "target");
        clauses = List.copyOf(clauses);
    }

    /** Whether a packet is the attack's. */
    boolean matches(PacketDigest digest, int vector) {
        if (!target.contains(digest.destinationHigh(), digest.destinationLow())) {
            return false;
        }
        if (isOf(vector)) {
            for (Clause clause : clauses) {
                if (clause.matches(digest)) {
                    return true;
                }
            }
            return false;
        }
        return vector == Vector.FRAGMENT_FLOOD
                ? fragments && digest.protocol() == UDP
                : vector == Vector.ICMP_FLOOD
                        && quotedPort >= 0
                        && digest.quotedPort() == quotedPort;
    }

    /** Whether more of a vector to a target would be part of the same attack. */
    boolean widens(IpPrefix other, int vector) {
        return isOf(vector)
                && target.length() <= other.length()
                && target.contains(other.high(), other.low());
    }

    /** Whether packets of these vectors come along with its own. */
    boolean bringsAlong(long others) {
        return (fragments && others == 1L << Vector.FRAGMENT_FLOOD)
                || (quotedPort >= 0 && others == 1L << Vector.ICMP_FLOOD);
    }

    /** Whether packets of a vector may be its own, not only what comes along with them. */
    boolean isOf(int vector) {
        return (vectors >>> vector & 1) != 0;
    }

    boolean isTcp() {
        return (vectors & Vector.TCP_MASK) != 0;
    }

    /** The same with a further clause; if there are too many, with none that restricts. */
    Fingerprint plus(Clause clause) {
        List<Clause> more = new ArrayList<>(clauses);
        more.add(clause);
        boolean any = more.size() > MOST_CLAUSES || clause.equals(Clause.ANY);
        return withClauses(any ? List.of(Clause.ANY) : more);
    }

    Fingerprint withClauses(List<Clause> next) {
        return new Fingerprint(target, vectors, next, fragments, quotedPort);
    }

    Fingerprint withFragments() {
        return new Fingerprint(target, vectors, clauses, true, quotedPort);
    }

    /** The packets in the rule language. */
    String expression(VectorTable table) {
        List<String> parts = new ArrayList<>();
        parts.add(own(table));
        if (fragments) {
            parts.add("(udp and ip.frag_offset ge 1)");
        }
        if (quotedPort >= 0) {
            parts.add(
                    "(icmp and bit_slice(icmp, 64, 72) eq 0x45 and bit_slice(icmp, 136, 144) eq 17"
                            + " and bit_slice(icmp, 240, 256) eq "
                            + quotedPort
                            + ")");
        }
        String packets = parts.size() == 1 ? parts.get(0) : "(" + String.join(" or ", parts) + ")";
        return "ip.dst "
                + (target.length() == 128 ? "eq " + Targets.text(target) : in(target))
                + " and "
                + packets;
    }

    /** Fields that have the same value in all its own packets, by their name. */
    Map<String, String> fixedValues() {
        Map<String, String> fixed = new TreeMap<>();
        for (Clause clause : clauses) {
            Map<String, String> ofClause = new TreeMap<>();
            for (Constraint c : clause.constraints()) {
                if (c.isFixed()) {
                    String value = c.attribute().literal(c.ranges().get(0).first());
                    ofClause.put(c.attribute().field(isTcp()), value.replace("\"", ""));
                }
            }
            if (clause.equals(clauses.get(0))) {
                fixed.putAll(ofClause);
            } else {
                fixed.entrySet().retainAll(ofClause.entrySet());
            }
        }
        return fixed;
    }

    private String own(VectorTable table) {
        boolean one = Long.bitCount(vectors) == 1;
        String vector = one ? table.of(Long.numberOfTrailingZeros(vectors)).expression() : "tcp";
        int and = vector.indexOf(" and ");
        String said = vector.contains(" or ") ? "" : and < 0 ? vector : vector.substring(0, and);
        List<String> alternatives = new ArrayList<>();
        for (Clause clause : clauses) {
            String text = clause.expression(isTcp(), said);
            if (text.isEmpty()) {
                return bracketed(vector);
            }
            alternatives.add(clauses.size() == 1 ? text : "(" + text + ")");
        }
        String together = String.join(" or ", alternatives);
        return "("
                + bracketed(vector)
                + " and "
                + (clauses.size() == 1 ? together : "(" + together + ")")
                + ")";
    }

    private static String bracketed(String expression) {
        return expression.indexOf(' ') < 0 ? expression : "(" + expression + ")";
    }

    private static String in(IpPrefix prefix) {
        return "in {" + Targets.text(prefix) + "}";
    }
}
