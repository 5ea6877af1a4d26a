package io.networkanalytics.job.attack;

import io.networkanalytics.model.IpPrefix;
import io.networkanalytics.model.attack.AttackPreference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * Finds what is above its threshold in a second: by address, and by prefix where it is spread over
 * many addresses (carpet bombing). Also learns what is usual.
 */
final class CandidateSearch {

    /** The last seconds, which together see what is too thinly sampled for one. */
    private static final int WINDOW_SECONDS = AttackSettings.LOOK_BACK_SECONDS + 1;

    /** Of an attack that goes on, this share of its threshold is enough for more of the same. */
    static final double MORE_SHARE = 0.2;

    /** Below this share of its threshold a second is not part of what the last seconds had. */
    private static final double STILL_SHARE = 0.5;

    /** Below this share of its threshold a vector is not learned. */
    private static final double LEARNED_SHARE = 0.02;

    /** As many attacked addresses are one attack on their prefix. */
    private static final int CARPET_ADDRESSES = 8;

    private static final double MOST_OF_CARPET = 0.5;

    /** A connection with more than this of all ACKs to an address is a transfer, not a flood. */
    private static final double TRANSFER_SHARE = 0.1;

    private static final int TRANSFER_PACKETS = 3;
    private static final int ADDRESS_BITS = 128;

    private record Address(long high, long low) {}

    /**
     * Packets of the last seconds.
     *
     * @param last those of the last one
     * @param all those of all
     */
    private record Window(List<WeightedDigest> last, List<WeightedDigest> all) {

        static final Window NONE = new Window(List.of(), List.of());
    }

    private record Connection(Address target, Address source, int sourcePort, int port) {}

    private final VectorTable vectors;
    private final AttackSettings settings;

    CandidateSearch(VectorTable vectors, AttackSettings settings) {
        this.vectors = vectors;
        this.settings = settings;
    }

    /** The candidates of the last of the recent seconds. */
    List<Candidate> search(
            PrefixKey key,
            PrefixState state,
            SecondTraffic now,
            BiPredicate<PacketDigest, Integer> known) {
        Set<Integer> present = new TreeSet<>();
        state.recent.forEach(s -> present.addAll(s.byVector().keySet()));
        List<Candidate> candidates = new ArrayList<>();
        for (int vector : present) {
            candidates.addAll(of(key, state, now, vector, known));
        }
        return candidates;
    }

    private List<Candidate> of(
            PrefixKey key,
            PrefixState state,
            SecondTraffic now,
            int vector,
            BiPredicate<PacketDigest, Integer> known) {
        VectorProfile profile = state.profile(vector);
        Threshold table = table(vector);
        Threshold base = table.times(factor(state, vector));
        boolean attacked = state.attacks.stream().anyMatch(a -> a.fingerprint().isOf(vector));
        Threshold ofAddress = base.atLeast(profile.floor(now.second(), false));
        VectorTraffic traffic = now.byVector().get(vector);
        if (isQuiet(state, vector, attacked ? ofAddress.times(MORE_SHARE) : ofAddress)) {
            if (traffic != null && isLearned(traffic, table)) {
                learn(state, now, vector);
            }
            return List.of();
        }
        Window seen =
                new Window(
                        unknown(List.of(now), vector, known), unknown(state.recent, vector, known));
        Window along = comingAlong(state, now, vector, seen, known);
        Threshold ofPrefix =
                base.times(AttackSettings.PREFIX_THRESHOLD_FACTOR)
                        .atLeast(profile.floor(now.second(), true));
        List<Candidate> found = byAddress(state, vector, ofAddress, seen, along);
        Candidate whole =
                candidate(
                        new IpPrefix(key.high(), key.low(), key.length()),
                        vector,
                        found.size() >= CARPET_ADDRESSES ? ofAddress : ofPrefix,
                        seen,
                        along,
                        profile.usual(),
                        state.recent.size());
        if (whole != null
                && !attacked
                && (found.size() >= CARPET_ADDRESSES || isSpread(seen.all()))) {
            return List.of(whole);
        }
        if (found.isEmpty() && traffic != null && !attacked) {
            learn(state, now, vector);
        }
        return found;
    }

    /** Whether not even all of the prefix together could be above the threshold. */
    private boolean isQuiet(PrefixState state, int vector, Threshold threshold) {
        boolean udp = vectors.of(vector).isUdp();
        long packets = 0;
        long bits = 0;
        for (SecondTraffic second : state.recent) {
            long before = packets;
            long bitsBefore = bits;
            for (int counted :
                    udp ? new int[] {vector, Vector.FRAGMENT_FLOOD} : new int[] {vector}) {
                VectorTraffic traffic = second.byVector().get(counted);
                packets += traffic == null ? 0 : traffic.packets();
                bits += traffic == null ? 0 : traffic.bits();
            }
            if (threshold.isReachedBy(packets - before, bits - bitsBefore)) {
                return false;
            }
        }
        return !threshold.times(WINDOW_SECONDS).isReachedBy(packets, bits);
    }

    private static boolean isLearned(VectorTraffic traffic, Threshold table) {
        return table.times(LEARNED_SHARE).isReachedBy(traffic.packets(), traffic.bits());
    }

    private void learn(PrefixState state, SecondTraffic now, int vector) {
        List<WeightedDigest> all = unknown(List.of(now), vector, (d, v) -> false);
        Threshold most = new Threshold(0, 0);
        for (List<WeightedDigest> one : grouped(all).values()) {
            most = most.atLeast(least(one));
        }
        state.profiles.put(vector, state.profile(vector).with(now.second(), most, least(all), all));
    }

    private static Threshold least(List<WeightedDigest> packets) {
        Rate rate = Rate.of(packets);
        return new Threshold(Math.max(0, rate.leastPackets()), Math.max(0, rate.leastBits()));
    }

    /**
     * Later fragments of its packets count for a vector, too: half of an amplified answer comes in
     * them.
     */
    private Window comingAlong(
            PrefixState state,
            SecondTraffic now,
            int vector,
            Window seen,
            BiPredicate<PacketDigest, Integer> known) {
        if (!vectors.of(vector).isUdp() || !AttackStarts.hasFirstFragments(seen.all())) {
            return Window.NONE;
        }
        return new Window(
                unknown(List.of(now), Vector.FRAGMENT_FLOOD, known),
                unknown(state.recent, Vector.FRAGMENT_FLOOD, known));
    }

    private static List<Candidate> byAddress(
            PrefixState state, int vector, Threshold threshold, Window seen, Window along) {
        Map<Address, List<WeightedDigest>> bySecond = grouped(seen.last());
        Map<Address, List<WeightedDigest>> alongBySecond = grouped(along.last());
        Map<Address, List<WeightedDigest>> alongAll = grouped(along.all());
        Map<Address, List<WeightedDigest>> usual = grouped(state.profile(vector).usual());
        List<Candidate> found = new ArrayList<>();
        grouped(seen.all())
                .forEach(
                        (address, packets) -> {
                            IpPrefix target =
                                    new IpPrefix(address.high(), address.low(), ADDRESS_BITS);
                            boolean more =
                                    state.attacks.stream()
                                            .anyMatch(a -> a.fingerprint().widens(target, vector));
                            Candidate candidate =
                                    candidate(
                                            target,
                                            vector,
                                            more ? threshold.times(MORE_SHARE) : threshold,
                                            new Window(at(bySecond, address), packets),
                                            new Window(
                                                    at(alongBySecond, address),
                                                    at(alongAll, address)),
                                            at(usual, address),
                                            state.recent.size());
                            if (candidate != null) {
                                found.add(candidate);
                            }
                        });
        return found;
    }

    private static List<WeightedDigest> at(
            Map<Address, List<WeightedDigest>> grouped, Address address) {
        return grouped.getOrDefault(address, List.of());
    }

    /**
     * A candidate, or null if it is not surely above the threshold.
     *
     * @param along what counts with its packets without being described
     * @param seconds how many of the window's seconds there are
     */
    private static Candidate candidate(
            IpPrefix target,
            int vector,
            Threshold threshold,
            Window seen,
            Window along,
            List<WeightedDigest> usual,
            int seconds) {
        Rate rate = Rate.of(seen.last()).plus(Rate.of(along.last()));
        Rate ofWindow = Rate.of(seen.all()).plus(Rate.of(along.all()));
        // What has ended is no reason to begin: the second itself must have its part in it.
        boolean above =
                threshold.times(STILL_SHARE).isReachedBy(rate.packets(), rate.bits())
                        && (rate.isAbove(threshold, 1)
                                || ofWindow.isAbove(threshold, WINDOW_SECONDS));
        if (!above) {
            return null;
        }
        double confidence =
                Math.max(
                        rate.confidence(threshold, 1),
                        ofWindow.confidence(threshold, WINDOW_SECONDS));
        List<WeightedDigest> usualOfWindow =
                usual.stream()
                        .map(d -> new WeightedDigest(d.digest(), d.packets() * seconds))
                        .toList();
        return new Candidate(
                target,
                vector,
                1L << vector,
                threshold,
                rate,
                confidence,
                seen.all(),
                usualOfWindow);
    }

    private static boolean isSpread(List<WeightedDigest> packets) {
        Map<Address, List<WeightedDigest>> byAddress = grouped(packets);
        double most = 0;
        for (List<WeightedDigest> one : byAddress.values()) {
            most = Math.max(most, Rate.of(one).packets());
        }
        return byAddress.size() >= CARPET_ADDRESSES
                && most <= MOST_OF_CARPET * Rate.of(packets).packets();
    }

    private static List<WeightedDigest> unknown(
            List<SecondTraffic> seconds, int vector, BiPredicate<PacketDigest, Integer> known) {
        List<WeightedDigest> unknown = new ArrayList<>();
        for (SecondTraffic second : seconds) {
            unknown.addAll(second.select((d, v) -> v == vector && !known.test(d, v)));
        }
        return vector == Vector.ACK_FLOOD ? withoutTransfers(unknown) : unknown;
    }

    /** Whether a connection is a transfer is for the tracker of connections to say. */
    static List<WeightedDigest> withoutTransfers(List<WeightedDigest> packets) {
        Map<Address, Double> all = new HashMap<>();
        Map<Connection, double[]> connections = new HashMap<>();
        for (WeightedDigest d : packets) {
            Connection connection = connection(d.digest());
            all.merge(connection.target(), d.packets(), Double::sum);
            double[] sums = connections.computeIfAbsent(connection, c -> new double[2]);
            sums[0] += d.packets();
            sums[1]++;
        }
        Set<Connection> transfers = new HashSet<>();
        connections.forEach(
                (connection, sums) -> {
                    if (sums[1] >= TRANSFER_PACKETS
                            && sums[0] > TRANSFER_SHARE * all.get(connection.target())) {
                        transfers.add(connection);
                    }
                });
        return transfers.isEmpty()
                ? packets
                : packets.stream()
                        .filter(d -> !transfers.contains(connection(d.digest())))
                        .toList();
    }

    private static Connection connection(PacketDigest d) {
        return new Connection(
                new Address(d.destinationHigh(), d.destinationLow()),
                new Address(d.sourceHigh(), d.sourceLow()),
                d.sourcePort(),
                d.destinationPort());
    }

    /** By address, in a fixed order. */
    private static Map<Address, List<WeightedDigest>> grouped(List<WeightedDigest> packets) {
        Map<Address, List<WeightedDigest>> grouped =
                new TreeMap<>(
                        Comparator.comparing(Address::high, Long::compareUnsigned)
                                .thenComparing(Address::low, Long::compareUnsigned));
        for (WeightedDigest d : packets) {
            grouped.computeIfAbsent(
                            new Address(d.digest().destinationHigh(), d.digest().destinationLow()),
                            a -> new ArrayList<>())
                    .add(d);
        }
        return grouped;
    }

    private Threshold table(int vector) {
        Vector of = vectors.of(vector);
        return new Threshold(of.packetsPerSecond(), of.bitsPerSecond())
                .times(settings.thresholdScale());
    }

    /** What the account's sensitivity makes of a threshold. */
    private double factor(PrefixState state, int vector) {
        String text = "";
        for (SecondTraffic second : state.recent) {
            VectorTraffic traffic = second.byVector().get(vector);
            if (traffic != null && traffic.preference().compareTo(text) > 0) {
                text = traffic.preference();
            }
        }
        return AttackPreference.parse(text).of(vectors.of(vector).name()).factor();
    }
}
