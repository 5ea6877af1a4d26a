package io.networkanalytics.job.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is remembered of a prefix. Mutable, its parts are not. Not safe for several threads. */
final class PrefixState {

    /** Attacks that go on, in the order in which they were found: the first one has a packet. */
    final List<AttackState> attacks = new ArrayList<>();

    /** The last seconds with traffic, the oldest first. */
    final List<SecondTraffic> recent = new ArrayList<>();

    /** What is usual, by id of the vector. */
    final Map<Integer, VectorProfile> profiles = new TreeMap<>();

    /** Whether there is nothing to remember. */
    boolean isEmpty() {
        return attacks.isEmpty() && recent.isEmpty() && profiles.isEmpty();
    }

    PrefixState copy() {
        PrefixState copy = new PrefixState();
        copy.attacks.addAll(attacks);
        copy.recent.addAll(recent);
        copy.profiles.putAll(profiles);
        return copy;
    }

    void forgetBefore(long second) {
        recent.removeIf(s -> s.second() < second);
    }

    VectorProfile profile(int vector) {
        return profiles.getOrDefault(vector, VectorProfile.EMPTY);
    }
}
