package io.networkanalytics.rules.nftables;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A match of nftables, or several that must all hold, and what it says of the packet. nftables
 * refuses a rule that contradicts itself in protocol or family, so such conjunctions are left out:
 * they are never true.
 *
 * @param texts the matches; none: every packet
 * @param v4 whether IPv4 packets can match
 * @param v6 whether IPv6 packets can match
 * @param firstFragment whether packets with a transport header can match
 * @param laterFragment whether later fragments can match
 * @param protocols which protocols can match
 */
record Match(
        List<String> texts,
        boolean v4,
        boolean v6,
        boolean firstFragment,
        boolean laterFragment,
        BitSet protocols) {

    private static final int PROTOCOLS = 256;

    static final Match ALWAYS = new Match(List.of(), true, true, true, true, protocols(0, 255));

    /** Later fragments of either family. */
    static final List<Match> LATER_FRAGMENTS =
            List.of(
                    new Match(
                            List.of("ip frag-off & 0x1fff != 0"),
                            true,
                            false,
                            false,
                            true,
                            protocols(0, 255)),
                    new Match(
                            List.of("frag frag-off != 0"),
                            false,
                            true,
                            false,
                            true,
                            protocols(0, 255)));

    static Match v4(String text) {
        return new Match(List.of(text), true, false, true, true, protocols(0, 255));
    }

    static Match v6(String text) {
        return new Match(List.of(text), false, true, true, true, protocols(0, 255));
    }

    /** A match of the IP protocol. */
    static Match protocol(String text, BitSet protocols) {
        return new Match(List.of(text), true, true, true, true, protocols);
    }

    /** A match of what stands in a transport header. */
    static Match transport(String text, BitSet protocols) {
        return new Match(List.of(text), true, true, true, false, protocols);
    }

    static BitSet protocols(int first, int last) {
        BitSet set = new BitSet(PROTOCOLS);
        set.set(first, last + 1);
        return set;
    }

    static BitSet without(BitSet protocols) {
        BitSet others = (BitSet) protocols.clone();
        others.flip(0, PROTOCOLS);
        return others;
    }

    /** Both; null where that is never true. */
    Match and(Match other) {
        BitSet both = (BitSet) protocols.clone();
        both.and(other.protocols);
        boolean families = (v4 && other.v4) || (v6 && other.v6);
        boolean fragments =
                (firstFragment && other.firstFragment) || (laterFragment && other.laterFragment);
        if (both.isEmpty() || !families || !fragments) {
            return null;
        }
        List<String> joined = new ArrayList<>(texts);
        other.texts.stream().filter(text -> !joined.contains(text)).forEach(joined::add);
        return new Match(
                joined,
                v4 && other.v4,
                v6 && other.v6,
                firstFragment && other.firstFragment,
                laterFragment && other.laterFragment,
                both);
    }

    /**
     * The lines that match it. The kernel's short cut for small loads reads transport headers in
     * later fragments, too, where there are none; so what asks for such a header says that it means
     * first fragments, which each family says in its own way.
     */
    List<String> lines() {
        String all = String.join(" ", texts);
        if (laterFragment) {
            return List.of(all);
        }
        List<String> lines = new ArrayList<>();
        if (v4) {
            lines.add("ip frag-off & 0x1fff == 0 " + all);
        }
        if (v6) {
            lines.add("meta protocol ip6 exthdr frag missing " + all);
            lines.add("frag frag-off == 0 " + all);
        }
        return lines;
    }
}
