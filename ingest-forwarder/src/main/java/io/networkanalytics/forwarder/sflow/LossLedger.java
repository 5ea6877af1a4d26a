package io.networkanalytics.forwarder.sflow;

import io.networkanalytics.forwarder.intake.OwedPackets;
import io.networkanalytics.forwarder.observe.ExporterMeters;

/**
 * What one data source of an agent has lost, and how the samples that follow make up for it.
 *
 * <p>A data source numbers its samples, and counts as {@code drops} those that it should have taken
 * and could not. Every sample that is missing stood for as many packets as the one that reveals it;
 * these packets are owed, and are added to the intervals of the next samples of the same data
 * source, an eighth of the debt at a time. The sum of all intervals is then the sum over all
 * samples that were due, exactly, whatever was lost: estimates stay unbiased. An eighth at a time,
 * because one sample that stood for all would give the whole volume of the gap to a single packet's
 * address; over no more than a few dozen samples, because what was lost looked like what is near.
 *
 * <p>{@code sample_pool} would also tell how much was seen between two samples, and is not used:
 * agents count it in different ways (across data sources, or derived from the samples), and its
 * growth between two samples is random even without loss, while a missing number is a fact.
 *
 * <p>A gap in the samples' numbers counts only where datagrams of the agent are missing too: some
 * agents number across data sources, and would seem to lose what was sent for another.
 */
final class LossLedger {

    /**
     * A longer jump is an outage or a restart: it is counted, not made up from what is there now.
     */
    static final int MAX_STEP = 1 << 16;

    private static final int MAX_LATE = 1 << 10;
    private static final int PARTS = 8;

    private final String unit;
    private final String unitUnexplained;
    private final String dropUnit;
    private boolean started;
    private int lastSequence;
    private int lastDrops;
    private long lostDatagramsSeen;
    private final OwedPackets owed = new OwedPackets(PARTS);

    private LossLedger(String unit, String unitUnexplained, String dropUnit) {
        this.unit = unit;
        this.unitUnexplained = unitUnexplained;
        this.dropUnit = dropUnit;
    }

    static LossLedger ofSamples() {
        return new LossLedger("samples", "samples_unexplained", "agent_drops");
    }

    static LossLedger ofNotifications() {
        return new LossLedger(
                "notifications", "notifications_unexplained", "notifications_not_sent");
    }

    /**
     * Notes a notification: what is missing is counted and nothing is made up for, since a
     * notification stands for no volume.
     */
    void notification(int sequence, int drops, long lostDatagrams, ExporterMeters meters) {
        intervalOf(sequence, drops, lostDatagrams, 0, meters);
    }

    /**
     * Notes a sample.
     *
     * @param sequence of the data source
     * @param drops of the data source, cumulative
     * @param lostDatagrams of the agent until now
     * @param interval of the sample, 1 to 2^32 - 1
     * @param meters gets what is lost
     * @return the interval that the sample shall have, at least the one it came with, at most 2^32
     *     - 1
     */
    long intervalOf(
            int sequence, int drops, long lostDatagrams, long interval, ExporterMeters meters) {
        if (!started) {
            start(sequence, drops, lostDatagrams);
            return interval;
        }
        int step = sequence - lastSequence;
        if (step > MAX_STEP || step <= -MAX_LATE) {
            meters.discontinuity();
            start(sequence, drops, lostDatagrams);
        } else if (step < 0) {
            // Late: it was counted as missing, and is here.
            owed.forgive(interval, MAX_LATE * interval);
            meters.recovered(unit);
        } else {
            owe(missing(step, lostDatagrams, meters) + dropped(drops, meters), interval);
            lastSequence = sequence;
            lostDatagramsSeen = lostDatagrams;
        }
        return owed.addTo(interval);
    }

    private void start(int sequence, int drops, long lostDatagrams) {
        started = true;
        lastSequence = sequence;
        lastDrops = drops;
        lostDatagramsSeen = lostDatagrams;
    }

    private long missing(int step, long lostDatagrams, ExporterMeters meters) {
        if (step <= 1) {
            return 0;
        }
        if (lostDatagrams == lostDatagramsSeen) {
            meters.lost(unitUnexplained, step - 1L);
            return 0;
        }
        meters.lost(unit, step - 1L);
        return step - 1L;
    }

    private long dropped(int drops, ExporterMeters meters) {
        int more = drops - lastDrops;
        lastDrops = drops;
        // Negative: the counter was reset.
        if (more <= 0) {
            return 0;
        }
        meters.lost(dropUnit, more);
        return more;
    }

    private void owe(long samples, long interval) {
        owed.owe(Math.min(samples, MAX_STEP) * interval, MAX_STEP * interval);
    }
}
