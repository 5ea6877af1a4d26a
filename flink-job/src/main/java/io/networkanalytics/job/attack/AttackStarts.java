package io.networkanalytics.job.attack;

import io.networkanalytics.model.IpPrefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Decides which candidates are attacks of their own, and describes them. */
final class AttackStarts {

    /** What explains this much of a target's excess explains it; the rest comes along with it. */
    private static final double EXPLAINED = 0.8;

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
     * until 80 % of what is unusual at the target is explained, in packets and in bits.
     */
    List<Candidate> worthAnAttack(List<Candidate> found, PrefixState state, SecondTraffic traffic) {
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
                    worth.addAll(explaining(target, together, state, traffic));
                });
        return worth;
    }

    private List<Candidate> explaining(
            IpPrefix target, List<Candidate> candidates, PrefixState state, SecondTraffic traffic) {
        Excess all = Excess.of(target, state, traffic);
        double packets = all.known().packets();
        double bits = all.known().bits();
        List<Candidate> explaining = new ArrayList<>();
        for (Candidate candidate : candidates) {
            boolean explained =
                    packets >= EXPLAINED * all.total().packets()
                            && bits >= EXPLAINED * all.total().bits();
            boolean comesAlong =
                    explaining.stream()
                            .anyMatch(c -> fingerprintAlone(c).bringsAlong(candidate.vectors()));
            if (explained) {
                break;
            }
            Rate own = all.of(candidate.vectors());
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
        Clause clause =
                FingerprintSearch.search(
                        candidate.packets(), candidate.usual(), candidate.byBits());
        return fingerprintAlone(candidate).withClauses(List.of(clause));
    }

    /** Describes an attack anew, now that more of it has been seen. */
    Fingerprint refined(
            Fingerprint before,
            List<WeightedDigest> seen,
            List<WeightedDigest> usual,
            long seconds) {
        List<WeightedDigest> own = new ArrayList<>();
        for (WeightedDigest d : seen) {
            if (before.clauses().get(0).matches(d.digest()) && d.digest().fragment() < 2) {
                own.add(d);
            }
        }
        List<WeightedDigest> usualInAll =
                usual.stream()
                        .map(d -> new WeightedDigest(d.digest(), d.packets() * seconds))
                        .toList();
        Fingerprint next =
                before.withClauses(List.of(FingerprintSearch.search(own, usualInAll, false)));
        return hasFirstFragments(own) && before.quotedPort() >= 0 ? next.withFragments() : next;
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

    private static boolean hasFirstFragments(List<WeightedDigest> packets) {
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

        static Excess of(IpPrefix target, PrefixState state, SecondTraffic traffic) {
            TreeMap<Integer, Rate> byVector = new TreeMap<>();
            Rate known = Rate.ZERO;
            for (int vector : traffic.byVector().keySet()) {
                List<WeightedDigest> all =
                        traffic.select(
                                (d, v) ->
                                        v == vector
                                                && target.contains(
                                                        d.destinationHigh(), d.destinationLow()));
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
