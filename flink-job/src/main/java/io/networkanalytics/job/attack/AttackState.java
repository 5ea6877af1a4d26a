package io.networkanalytics.job.attack;

import java.util.List;

/**
 * An attack that goes on. Kept in state: public parts are never checked.
 *
 * @param id 16 hexadecimal digits
 * @param vector id of its vector
 * @param fingerprint which packets are its own
 * @param onset first second
 * @param lastHot last second in which it was strong
 * @param threshold that it was above
 * @param total of all seconds that are counted
 * @param peakPackets highest rate of a second
 * @param peakBits highest rate of a second
 * @param confidence highest that its rate was above the threshold, 0 to 1
 * @param waiting weak seconds that count if a strong one follows
 * @param seen what its packets look like
 * @param block whether the rule against it blocks
 */
record AttackState(
        String id,
        int vector,
        Fingerprint fingerprint,
        long onset,
        long lastHot,
        Threshold threshold,
        Rate total,
        double peakPackets,
        double peakBits,
        double confidence,
        List<WaitingSecond> waiting,
        DigestSample seen,
        boolean block) {

    /**
     * A second that may yet count.
     *
     * @param second seconds since 1970
     * @param rate of the attack's packets
     */
    record WaitingSecond(long second, Rate rate) {}

    /** With another second that counts. */
    AttackState counted(Rate rate) {
        return new AttackState(
                id,
                vector,
                fingerprint,
                onset,
                lastHot,
                threshold,
                total.plus(rate),
                Math.max(peakPackets, rate.packets()),
                Math.max(peakBits, rate.bits()),
                confidence,
                waiting,
                seen,
                block);
    }

    AttackState with(Fingerprint next, DigestSample nextSeen) {
        return new AttackState(
                id,
                vector,
                next,
                onset,
                lastHot,
                threshold,
                total,
                peakPackets,
                peakBits,
                confidence,
                waiting,
                nextSeen,
                block);
    }

    AttackState at(long hot, double sure, List<WaitingSecond> nextWaiting) {
        return new AttackState(
                id,
                vector,
                fingerprint,
                onset,
                hot,
                threshold,
                total,
                peakPackets,
                peakBits,
                Math.max(confidence, sure),
                List.copyOf(nextWaiting),
                seen,
                block);
    }
}
