package io.networkanalytics.bench.storage;

import io.networkanalytics.bench.detector.TargetedPackets;
import io.networkanalytics.model.Decision;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** Attacks one after the other over a time, each of another vector, some of them side by side. */
final class AttackCalendar {

    /** Accounts that are attacked, each by every eighth attack. */
    static final int ATTACKED_ACCOUNTS = 8;

    /** So many equal parts of the time, for each of which it is known what goes on. */
    private static final int PARTS = 4320;

    private static final long SEED = 20_230_910L;

    private final List<LongAttack> attacks = new ArrayList<>();
    private final List<List<LongAttack>> parts = new ArrayList<>();
    private final long startNanos;
    private final long partNanos;

    /**
     * Plans it.
     *
     * @param startNanos since 1970
     * @param nanos how long, 10^6 or more
     * @param count of attacks, 1 or more
     */
    AttackCalendar(long startNanos, long nanos, int count) {
        this.startNanos = startNanos;
        this.partNanos = Math.max(1, nanos / PARTS);
        var seeded = new SplittableRandom(SEED);
        long apart = nanos / count;
        for (int i = 0; i < count; i++) {
            long start = startNanos + i * apart;
            long length = (long) (apart * seeded.nextDouble(1.05, 3));
            attacks.add(attack(i, start, Math.min(startNanos + nanos, start + length), seeded));
        }
        for (int part = 0; part <= PARTS; part++) {
            long from = startNanos + part * partNanos;
            parts.add(attacks.stream().filter(a -> a.isOn(from, from + partNanos)).toList());
        }
    }

    private static LongAttack attack(int number, long start, long end, SplittableRandom seeded) {
        // 7 and the number of vectors have no common divisor: all kinds before one comes again.
        TargetedPackets packets = TargetedPackets.attack(seeded.nextLong(), number * 7);
        String id = HexFormat.of().toHexDigits(seeded.nextLong());
        Decision dropped =
                new Decision(
                        "firewall",
                        Decision.DROP,
                        Decision.DROP,
                        "BLOCKED",
                        "global",
                        "attack-" + id,
                        "Attack: " + packets.vector(),
                        "attacks",
                        "",
                        "");
        return new LongAttack(
                id,
                number % ATTACKED_ACCOUNTS,
                start,
                end,
                seeded.nextDouble(0.3, 1),
                packets,
                dropped);
    }

    List<LongAttack> attacks() {
        return attacks;
    }

    /** Draws one of those that go on at a time, or null if there is none. */
    LongAttack at(long nanos, SplittableRandom random) {
        List<LongAttack> on = parts.get((int) ((nanos - startNanos) / partNanos));
        double all = 0;
        for (LongAttack attack : on) {
            all += attack.weight();
        }
        double left = random.nextDouble() * all;
        for (LongAttack attack : on) {
            left -= attack.weight();
            if (left < 0) {
                return nanos >= attack.startNanos() && nanos < attack.endNanos() ? attack : null;
            }
        }
        return null;
    }
}
