package io.networkanalytics.rules.nftables;

import io.networkanalytics.rules.language.NumberRange;
import io.networkanalytics.rules.language.Operand;
import io.networkanalytics.rules.language.Operand.BitSlice;
import io.networkanalytics.rules.language.Operand.FieldOperand;
import io.networkanalytics.rules.sample.Protocol;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Where nftables finds a number.
 *
 * @param places one, or one for each family
 * @param isTransport whether it stands in a transport header, which later fragments lack
 * @param protocols the protocols that have it
 * @param negatable whether all packets that lack it can be told
 */
record Selector(List<Place> places, boolean isTransport, BitSet protocols, boolean negatable) {

    /**
     * A place in packets of one family or, in transport headers, of both.
     *
     * @param text the expression
     * @param family ip, ip6 or ""
     * @param bits its width
     * @param added what the language's number is more than nftables'
     */
    record Place(String text, String family, int bits, int added) {

        long most() {
            return (1L << bits) - 1;
        }

        /** Ranges as this place has the numbers. */
        List<NumberRange> numbers(List<NumberRange> ranges) {
            return Ranges.joined(ranges, added, most() + added).stream()
                    .map(r -> new NumberRange(r.first() - added, r.last() - added))
                    .toList();
        }

        Match match(String comparison, Selector of) {
            String text = text() + " " + comparison;
            if (family.isEmpty()) {
                return of.isTransport
                        ? Match.transport(text, of.protocols)
                        : Match.protocol(text, of.protocols);
            }
            return family.equals("ip") ? Match.v4(text) : Match.v6(text);
        }
    }

    static Selector of(Operand operand) throws UnsupportedRuleException {
        if (operand instanceof BitSlice slice) {
            return slice(slice);
        }
        return switch (((FieldOperand) operand).field()) {
            case TCP_SRCPORT -> transport("tcp sport", 16, Protocol.TCP);
            case TCP_DSTPORT -> transport("tcp dport", 16, Protocol.TCP);
            case UDP_SRCPORT -> transport("udp sport", 16, Protocol.UDP);
            case UDP_DSTPORT -> transport("udp dport", 16, Protocol.UDP);
            case TCP_FLAGS -> transport("@th,104,8", 8, Protocol.TCP);
            case ICMP_TYPE -> transport("@th,0,8", 8, Protocol.ICMP, Protocol.ICMPV6);
            case ICMP_CODE -> transport("@th,8,8", 8, Protocol.ICMP, Protocol.ICMPV6);
            case IP_TTL ->
                    network(
                            new Place("ip ttl", "ip", 8, 0),
                            new Place("ip6 hoplimit", "ip6", 8, 0));
            case IP_LEN ->
                    network(
                            new Place("ip length", "ip", 16, 0),
                            new Place("ip6 length", "ip6", 16, 40));
            default ->
                    throw new UnsupportedRuleException(
                            "the field " + operand, "the kernel does not have it in one place");
        };
    }

    private static Selector transport(String text, int bits, int... numbers) {
        BitSet protocols = new BitSet();
        for (int number : numbers) {
            protocols.set(number);
        }
        String guarded =
                text.startsWith("@") ? "meta l4proto " + protocolSet(protocols) + " " + text : text;
        return new Selector(List.of(new Place(guarded, "", bits, 0)), true, protocols, true);
    }

    private static Selector network(Place v4, Place v6) {
        return new Selector(List.of(v4, v6), false, Match.protocols(0, 255), true);
    }

    private static Selector slice(BitSlice slice) throws UnsupportedRuleException {
        int bits = slice.end() - slice.start();
        if (slice.start() % 8 != 0 || bits % 8 != 0) {
            throw new UnsupportedRuleException(
                    slice.toString(), "only whole bytes can be compared with ranges");
        }
        String place = "," + slice.start() + "," + bits;
        Selector of =
                switch (slice.header()) {
                    case IP ->
                            new Selector(
                                    List.of(new Place("@nh" + place, "", bits, 0)),
                                    false,
                                    Match.protocols(0, 255),
                                    false);
                    case TCP -> transport("@th" + place, bits, Protocol.TCP);
                    case UDP -> transport("@th" + place, bits, Protocol.UDP);
                    case ICMP -> transport("@th" + place, bits, Protocol.ICMP, Protocol.ICMPV6);
                    case GRE -> transport("@th" + place, bits, Protocol.GRE);
                    case ESP -> transport("@th" + place, bits, Protocol.ESP);
                };
        return new Selector(of.places, of.isTransport, of.protocols, false);
    }

    /**
     * Numbers within ranges. A negation names the other numbers instead of using !=, since nft 1.0
     * joins two of those on neighbouring bytes, such as both ports, to one that asks whether not
     * both are equal.
     */
    List<Match> in(List<NumberRange> ranges, boolean negated) throws UnsupportedRuleException {
        List<Match> matches = new ArrayList<>(negated ? lacking() : List.of());
        for (Place place : places) {
            List<NumberRange> wanted = place.numbers(ranges);
            if (negated) {
                wanted = Ranges.others(wanted, place.most());
            }
            if (wanted.equals(List.of(new NumberRange(0, place.most())))) {
                matches.add(place.match(">= 0", this));
            } else if (!wanted.isEmpty()) {
                matches.add(place.match(Ranges.set(wanted), this));
            }
        }
        return matches;
    }

    List<Match> bits(long mask, boolean negated) throws UnsupportedRuleException {
        List<Match> matches = new ArrayList<>(negated ? lacking() : List.of());
        for (Place place : places) {
            if (place.added() != 0) {
                throw new UnsupportedRuleException(
                        "bits of ip.len", "of IPv6 the kernel has the length without the header");
            }
            long bits = mask & place.most();
            if (bits != 0) {
                matches.add(place.match("& " + bits + (negated ? " == 0" : " != 0"), this));
            } else if (negated) {
                matches.add(place.match(">= 0", this));
            }
        }
        return matches;
    }

    /** All packets that lack it. */
    private List<Match> lacking() throws UnsupportedRuleException {
        if (!negatable) {
            throw new UnsupportedRuleException(
                    "a negated bit_slice", "packets too short to have those bits cannot be told");
        }
        if (!isTransport) {
            return List.of();
        }
        List<Match> matches = new ArrayList<>(Match.LATER_FRAGMENTS);
        matches.add(
                Match.protocol(
                        "meta l4proto != " + protocolSet(protocols), Match.without(protocols)));
        return matches;
    }

    private static String protocolSet(BitSet protocols) {
        return Ranges.set(protocols.stream().boxed().toList());
    }
}
