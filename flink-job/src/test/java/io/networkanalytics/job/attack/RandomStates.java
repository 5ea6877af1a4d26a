package io.networkanalytics.job.attack;

import io.networkanalytics.job.attack.AttackState.WaitingSecond;
import io.networkanalytics.job.attack.VectorProfile.DayMaxima;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/** State and messages of the stage, with whatever values. */
final class RandomStates {

    private final Random random;
    private final RandomPackets packets;
    private final RandomFingerprints fingerprints;
    private final VectorTable table = VectorTable.standard();

    RandomStates(long seed) {
        random = new Random(seed);
        packets = new RandomPackets(random);
        fingerprints = new RandomFingerprints(random, table);
    }

    TrafficCount count() {
        return new TrafficCount(
                new PrefixKey(
                        random.nextInt() & 0xFFFF_FFFFL, random.nextLong(), random.nextLong()),
                random.nextLong(),
                1 + random.nextInt(63),
                traffic());
    }

    SecondTraffic second() {
        TreeMap<Integer, VectorTraffic> byVector = new TreeMap<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            byVector.put(1 + random.nextInt(63), traffic());
        }
        return new SecondTraffic(random.nextLong(), byVector);
    }

    AttackSpan span() {
        return new AttackSpan(
                random.nextInt() & 0xFFFF_FFFFL,
                text(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                fingerprint());
    }

    HeldSample held() {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return new HeldSample(random.nextLong(), random.nextInt(64), bytes);
    }

    PrefixState state() {
        PrefixState state = new PrefixState();
        state.attacks.addAll(list(this::attack));
        state.recent.addAll(list(this::second));
        for (int left = random.nextInt(3); left > 0; left--) {
            state.profiles.put(1 + random.nextInt(63), profile());
        }
        return state;
    }

    private AttackState attack() {
        return new AttackState(
                text(),
                1 + random.nextInt(63),
                fingerprint(),
                random.nextLong(),
                random.nextLong(),
                threshold(),
                new Rate(
                        random.nextDouble(),
                        random.nextGaussian(),
                        1e300 * random.nextDouble(),
                        random.nextDouble(),
                        random.nextDouble(),
                        random.nextLong()),
                random.nextDouble(),
                random.nextDouble(),
                random.nextDouble(),
                list(() -> new WaitingSecond(random.nextLong(), Rate.ZERO)),
                digests(),
                random.nextBoolean());
    }

    private VectorProfile profile() {
        return new VectorProfile(
                list(() -> new DayMaxima(random.nextLong(), threshold(), threshold())),
                list(() -> new WeightedDigest(digest(), random.nextDouble())),
                random.nextLong());
    }

    private Threshold threshold() {
        return new Threshold(
                random.nextInt(4) == 0 ? Double.POSITIVE_INFINITY : random.nextDouble(),
                random.nextDouble());
    }

    private VectorTraffic traffic() {
        return new VectorTraffic(
                random.nextLong(), random.nextLong(), random.nextLong(), text(), digests());
    }

    private DigestSample digests() {
        return new DigestSample(list(this::digest), random.nextDouble());
    }

    private PacketDigest digest() {
        return PacketDigest.of(packets.next());
    }

    private Fingerprint fingerprint() {
        List<PacketDigest> some = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            some.add(digest());
        }
        List<Vector> vectors = table.vectors();
        return fingerprints.of(some, vectors.get(random.nextInt(vectors.size())).id());
    }

    private String text() {
        return packets.pick(List.of("", "00c0ffee00c0ffee", "low;block", "é\u0000😀"));
    }

    private <T> List<T> list(Supplier<T> value) {
        List<T> list = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            list.add(value.get());
        }
        return List.copyOf(list);
    }
}
