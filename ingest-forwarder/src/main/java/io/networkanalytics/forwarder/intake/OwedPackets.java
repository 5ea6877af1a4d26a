package io.networkanalytics.forwarder.intake;

/**
 * Packets that no sample stood for, because their samples were lost, and how the samples that
 * follow make up for them: each pays a part of the debt, until nothing is owed. The sum of all
 * intervals is then the sum over all samples that were due, exactly.
 *
 * <p>In parts, because one sample that stood for all would give the whole volume of the gap to a
 * single packet's address; soon, because what was lost looked like what is near. Not thread-safe.
 */
public final class OwedPackets {

    private static final long MAX_INTERVAL = 0xFFFF_FFFFL;

    private final int parts;
    private long owed;

    /**
     * @param parts each sample pays one of so many parts of what is still owed, 1 or more
     */
    public OwedPackets(int parts) {
        this.parts = parts;
    }

    /**
     * More was lost.
     *
     * @param packets that the lost samples would have stood for, 0 or more
     * @param limit no more than this is owed
     */
    public void owe(long packets, long limit) {
        owed = Math.min(owed + packets, limit);
    }

    /**
     * What was taken for lost came after all.
     *
     * @param packets that it stands for
     * @param credit at most this much is paid in advance, and taken off later debts
     */
    public void forgive(long packets, long credit) {
        owed = Math.max(owed - packets, -credit);
    }

    /**
     * A sample pays.
     *
     * @param interval of the sample, 1 to 2^32 - 1
     * @return the interval that it shall have, at least the one it came with, at most 2^32 - 1
     */
    public long addTo(long interval) {
        if (owed <= 0) {
            return interval;
        }
        long payment = Math.min((owed + parts - 1) / parts, MAX_INTERVAL - interval);
        owed -= payment;
        return interval + payment;
    }
}
