package io.networkanalytics.bench.storage;

import io.networkanalytics.bench.detector.TargetedPackets;
import io.networkanalytics.model.Account;
import io.networkanalytics.model.AddressFacts;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.Decision;
import io.networkanalytics.model.PacketSample;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Samples as the job writes them, in order of time: ordinary traffic of some accounts, and long
 * attacks that have seven of ten samples. Each row is made anew, so no two packets are copies; one
 * index and seed make one row.
 */
final class StoredTraffic {

    private static final int ACCOUNTS = 20;
    private static final int TARGETS_OF_AN_ACCOUNT = 8;
    private static final double ATTACK_SHARE = 0.7;

    /** Of the attacks' packets, once there is a rule. */
    private static final double DROPPED = 0.98;

    private static final long SEED = 7;

    private static final Decision PASSED =
            new Decision("firewall", Decision.PASS, Decision.PASS, "", "", "", "", "", "", "");

    private static final Decision BLOCKED =
            new Decision(
                    "firewall",
                    Decision.DROP,
                    Decision.DROP,
                    "BLOCKED",
                    "local",
                    "web-only",
                    "Only web and name service",
                    "customer",
                    "",
                    "");

    private final TargetedPackets[] ordinary =
            new TargetedPackets[ACCOUNTS * TARGETS_OF_AN_ACCOUNT];
    private final Account[] accounts = new Account[ACCOUNTS];
    private final AddressFacts[] owners = new AddressFacts[ACCOUNTS];
    private final AttackCalendar calendar;
    private final EdgeFields edge;
    private final long startNanos;
    private final long stepNanos;

    /**
     * Plans it.
     *
     * @param start of the first row
     * @param span from the first row to the last
     * @param rows in all, 1 or more
     * @param attacks 1 or more
     */
    StoredTraffic(Instant start, Duration span, long rows, int attacks) {
        startNanos = start.getEpochSecond() * 1_000_000_000L;
        stepNanos = Math.max(1, span.toNanos() / rows);
        calendar = new AttackCalendar(startNanos, stepNanos * rows, attacks);
        edge = new EdgeFields(startNanos / 1000 - 3_600_000_000L);
        for (int i = 0; i < ACCOUNTS; i++) {
            accounts[i] = new Account(1001 + i, "prefix-" + i, "", i % 3 == 0 ? "shop" : "");
            owners[i] = new AddressFacts(64_500 + i, "Customer " + i, "DE");
        }
        for (int i = 0; i < ordinary.length; i++) {
            ordinary[i] = TargetedPackets.ordinary(SEED + i);
        }
    }

    AttackCalendar calendar() {
        return calendar;
    }

    /** In SQL: the block that a sample is in, if each has so many rows. */
    String blockOf(int rows) {
        return "intDiv(toUnixTimestamp64Nano(observed_at) - %d, %d)"
                .formatted(startNanos, stepNanos * rows);
    }

    /** A source of random numbers for the rows from an index on. */
    static SplittableRandom randomOf(long index) {
        return new SplittableRandom(SEED * 1_000_003 + index);
    }

    AnnotatedSample row(long index, SplittableRandom random) {
        long nanos = startNanos + index * stepNanos + random.nextLong(stepNanos);
        LongAttack attack = random.nextDouble() < ATTACK_SHARE ? calendar.at(nanos, random) : null;
        PacketSample.Builder packet = PacketSample.newBuilder();
        int account;
        if (attack == null) {
            // Few have much traffic.
            int target = (int) (ordinary.length * Math.pow(random.nextDouble(), 2));
            account = target / TARGETS_OF_AN_ACCOUNT;
            ordinary[target].next(random, packet);
        } else {
            account = attack.account();
            attack.packets().next(random, packet);
        }
        edge.complete(packet, index, nanos, random);
        return new AnnotatedSample(
                packet.build(),
                nanos,
                accounts[account],
                Networks.of(packet.getSourceAddress()),
                owners[account],
                EdgeFields.site(index),
                decision(attack, nanos, random),
                attack == null ? "" : attack.id());
    }

    private static Decision decision(LongAttack attack, long nanos, SplittableRandom random) {
        if (attack == null) {
            return random.nextInt(50) == 0 ? BLOCKED : PASSED;
        }
        return attack.isNoticed(nanos) && random.nextDouble() < DROPPED
                ? attack.decision()
                : PASSED;
    }
}
