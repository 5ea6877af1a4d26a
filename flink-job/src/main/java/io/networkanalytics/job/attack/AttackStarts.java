package io.networkanalytics.job.attack;

import io.networkanalytics.model.IpPrefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Decides which candidates are attacks of their own, and describes them. */
final class AttackStarts {

    /** What explains this much of a target's excess explains it; the rest comes along with it. */
    private static final double EXPLAINED = 0.8;

    /** This much of a target's excess is an attack of its own even if the rest is explained. */
    private static final double LARGE = 0.1;

    /** Less than this of an attack's vector is not worth telling apart. */
    private static final double LITTLE = 0.01;

    /** With this share of first fragments the later ones belong to the attack as well. */
    private static final double FIRST_FRAGMENTS = 0.01;

    /** As many kinds of TCP packets at once are one flood of odd packets. */
    private static final int TCP_KINDS = 3;

    private final VectorTable vectors;

    AttackStarts(VectorTable vectors) {
        this.vectors = vectors;
    }

    /**
     * The candidates that are attacks, the strongest of each target first: from the strongest down,
     * until 80 % of what is unusual at the target is explained, in packets and in bits. Beyond that
     * only what is a tenth of it or more.
     */
    List<Candidate> worthAnAttack(List<Candidate> found, PrefixState state) {
        Map<IpPrefix, List<Candidate>> byTarget = new LinkedHashMap<>();
        for (Candidate candidate : found) {
            byTarget.computeIfAbsent(candidate.target(), t -> new ArrayList<>()).add(candidate);
        }
        List<Candidate> worth = new ArrayList<>();
        byTarget.forEach(
                (target, candidates) -> {
                    List<Candidate> together = withTcpTogether(candidates);
                    together.sort(
                            Comparator.comparingDouble((Candidate c) -> c.rate().packets())
                                    .reversed()
                                    .thenComparingInt(Candidate::vector));
                    worth.addAll(explaining(target, together, state));
                });
        return worth;
    }

    private List<Candidate> explaining(
            IpPrefix target, List<Candidate> candidates, PrefixState state) {
        Excess all = Excess.of(target, state);
        double packets = all.known().packets();
        double bits = all.known().bits();
        List<Candidate> explaining = new ArrayList<>();
        for (Candidate candidate : candidates) {
            // What another one brings along is explained by that one.
            boolean comesAlong =
                    candidates.stream()
                            .anyMatch(c -> fingerprintAlone(c).bringsAlong(candidate.vectors()));
            Rate own = all.of(candidate.vectors());
            boolean explained =
                    packets >= EXPLAINED * all.total().packets()
                            && bits >= EXPLAINED * all.total().bits()
                            && own.packets() < LARGE * all.total().packets()
                            && own.bits() < LARGE * all.total().bits();
            if (explained) {
                continue;
            }
            packets += own.packets();
            bits += own.bits();
            if (!comesAlong) {
                explaining.add(candidate);
            }
        }
        return explaining;
    }

    private List<Candidate> withTcpTogether(List<Candidate> candidates) {
        List<Candidate> tcp =
                candidates.stream().filter(c -> vectors.of(c.vector()).isTcp()).toList();
        boolean odd = tcp.stream().anyMatch(c -> c.vector() == Vector.TCP_FLOOD);
        if (tcp.size() < (odd ? 2 : TCP_KINDS)) {
            return new ArrayList<>(candidates);
        }
        List<Candidate> together = new ArrayList<>(candidates);
        together.removeAll(tcp);
        Candidate sum = tcp.get(0);
        for (Candidate next : tcp.subList(1, tcp.size())) {
            sum = sum.plus(next);
        }
        together.add(sum.asVector(Vector.TCP_FLOOD, Vector.TCP_MASK));
        return together;
    }

    /** Describes an attack that begins. */
    Fingerprint fingerprint(Candidate candidate) {
        return fingerprintAlone(candidate).withClauses(List.of(clause(candidate)));
    }

    /** What the packets of a candidate have in common. */
    Clause clause(Candidate candidate) {
        return clause(
                vectors.of(candidate.vector()),
                candidate.packets(),
                candidate.usual(),
                candidate.byBits());
    }

    /**
     * Where the signature of its vector tells an attack from what is usual, that is enough: such
     * attacks change their ports and lengths while they last.
     */
    private static Clause clause(
            Vector vector,
            List<WeightedDigest> packets,
            List<WeightedDigest> usual,
            boolean byBits) {
        Rate all = Rate.of(packets);
        Rate known = Rate.of(usual);
        boolean telling =
                vector.amplifierPort() >= 0
                        && known.packets() <= LITTLE * all.packets()
                        && known.bits() <= LITTLE * all.bits();
        return telling ? Clause.ANY : FingerprintSearch.search(packets, usual, byBits);
    }

    /** Describes an attack anew, now that more of it has been seen. */
    Fingerprint refined(
            AttackState attack,
            List<WeightedDigest> seen,
            List<WeightedDigest> usual,
            long seconds) {
        Fingerprint before = attack.fingerprint();
        List<WeightedDigest> own = ownOf(before, seen);
        List<WeightedDigest> usualInAll =
                usual.stream()
                        .map(d -> new WeightedDigest(d.digest(), d.packets() * seconds))
                        .toList();
        Fingerprint next =
                before.withClauses(
                        List.of(clause(vectors.of(attack.vector()), own, usualInAll, false)));
        return vectors.of(attack.vector()).isUdp() && hasFirstFragments(own)
                ? next.withFragments()
                : next;
    }

    /** Without what comes along with it. */
    static List<WeightedDigest> ownOf(Fingerprint fingerprint, List<WeightedDigest> seen) {
        return seen.stream()
                .filter(
                        d ->
                                fingerprint.clauses().stream().anyMatch(c -> c.matches(d.digest()))
                                        && d.digest().fragment() < PacketDigest.LATER_FRAGMENT
                                        && (fingerprint.quotedPort() < 0 || d.digest().icmp() < 0))
                .toList();
    }

    private Fingerprint fingerprintAlone(Candidate candidate) {
        Vector vector = vectors.of(candidate.vector());
        return new Fingerprint(
                candidate.target(),
                candidate.vectors(),
                List.of(Clause.ANY),
                vector.isUdp() && hasFirstFragments(candidate.packets()),
                vector.amplifierPort());
    }

    static boolean hasFirstFragments(List<WeightedDigest> packets) {
        double all = 0;
        double first = 0;
        for (WeightedDigest d : packets) {
            all += d.packets();
            first += (d.digest().fragment() & PacketDigest.MORE_FRAGMENTS) != 0 ? d.packets() : 0;
        }
        return first > 0 && first >= FIRST_FRAGMENTS * all;
    }

    /** Digests that were weighted, as a sample again. */
    static DigestSample sampleOf(List<WeightedDigest> weighted) {
        double threshold = 0;
        List<PacketDigest> digests = new ArrayList<>(weighted.size());
        for (WeightedDigest d : weighted) {
            digests.add(d.digest());
            if (d.packets() > d.digest().packets()) {
                threshold = Math.max(threshold, d.packets());
            }
        }
        digests.sort(DigestSample.BY_PRIORITY);
        return new DigestSample(List.copyOf(digests), threshold);
    }

    /**
     * What is unusual at a target in the last seconds.
     *
     * @param byVector packets and bits by id of the vector
     * @param known of them those of attacks that are known
     */
    private record Excess(Map<Integer, Rate> byVector, Rate known) {

        static Excess of(IpPrefix target, PrefixState state) {
            TreeMap<Integer, Rate> byVector = new TreeMap<>();
            Rate known = Rate.ZERO;
            Set<Integer> present = new TreeSet<>();
            state.recent.forEach(s -> present.addAll(s.byVector().keySet()));
            for (int vector : present) {
                List<WeightedDigest> all = new ArrayList<>();
                for (SecondTraffic second : state.recent) {
                    all.addAll(
                            second.select(
                                    (d, v) ->
                                            v == vector
                                                    && target.contains(
                                                            d.destinationHigh(),
                                                            d.destinationLow())));
                }
                if (vector == Vector.ACK_FLOOD) {
                    all = CandidateSearch.withoutTransfers(all);
                }
                List<WeightedDigest> ofAttacks =
                        all.stream()
                                .filter(
                                        d ->
                                                state.attacks.stream()
                                                        .anyMatch(
                                                                a ->
                                                                        a.fingerprint()
                                                                                .matches(
                                                                                        d.digest(),
                                                                                        vector)))
                                .toList();
                Rate usual =
                        Rate.of(
                                state.profile(vector).usual().stream()
                                        .filter(
                                                d ->
                                                        target.contains(
                                                                d.digest().destinationHigh(),
                                                                d.digest().destinationLow()))
                                        .map(
                                                d ->
                                                        new WeightedDigest(
                                                                d.digest(),
                                                                d.packets() * state.recent.size()))
                                        .toList());
                byVector.put(vector, Rate.of(all).above(usual));
                known = known.plus(Rate.of(ofAttacks));
            }
            return new Excess(byVector, known);
        }

        Rate total() {
            return byVector.values().stream().reduce(Rate.ZERO, Rate::plus);
        }

        Rate of(long mask) {
            return byVector.entrySet().stream()
                    .filter(e -> (mask >>> e.getKey() & 1) != 0)
                    .map(Map.Entry::getValue)
                    .reduce(Rate.ZERO, Rate::plus);
        }
    }
}
