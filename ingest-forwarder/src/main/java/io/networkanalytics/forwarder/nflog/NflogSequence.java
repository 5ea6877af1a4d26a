package io.networkanalytics.forwarder.nflog;

import io.networkanalytics.forwarder.intake.OwedPackets;
import io.networkanalytics.forwarder.observe.ExporterMeters;

/**
 * The kernel's numbers of the messages of a group, and what is missing in them. The kernel numbers
 * a message when it has room for it and drops it when the socket's buffer is full, so a gap is a
 * loss, exactly; a socket neither doubles nor reorders. Each missing message stood for as many
 * packets as the sample that reveals it, and they are owed by it and the next ones, whatever their
 * number: unlike a router's, these numbers never restart while the socket is open.
 */
final class NflogSequence {

    /**
     * Small parts: a group sees thousands of samples a second, and one reader's pause may lose tens
     * of thousands at once, whose volume the addresses of a few samples must not get.
     */
    private static final int PARTS = 64;

    private static final long MAX_OWED_PACKETS = 1L << 48;

    private final OwedPackets owed = new OwedPackets(PARTS);
    private boolean started;
    private int next;
    private long missing;

    /** Of a stream that is joined in the middle. */
    NflogSequence() {}

    /**
     * @param first number of the first message: one that never arrives is then missed, too
     */
    NflogSequence(int first) {
        started = true;
        next = first;
    }

    /** Notes the number of a message. */
    void arrived(int sequence, ExporterMeters meters) {
        int gap = sequence - next;
        if (started && gap < 0) {
            meters.discontinuity();
        } else if (started && gap > 0) {
            meters.lost("samples", gap);
            missing += gap;
        }
        started = true;
        next = sequence + 1;
    }

    /**
     * The interval of the sample that arrived, with its part of what was lost before.
     *
     * @param interval that it came with, 1 to 2^32 - 1
     */
    long intervalOf(long interval) {
        if (missing > 0) {
            owed.owe(Math.min(missing, MAX_OWED_PACKETS / interval) * interval, MAX_OWED_PACKETS);
            missing = 0;
        }
        return owed.addTo(interval);
    }
}
