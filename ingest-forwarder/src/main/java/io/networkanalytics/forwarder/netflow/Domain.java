package io.networkanalytics.forwarder.netflow;

import io.networkanalytics.forwarder.intake.Exporter;

/**
 * One observation domain (version 9: source id; version 5: engine) of one exporter process: what
 * its datagrams must remember of each other. Its monitor is held while a datagram of it is decoded.
 */
final class Domain {

    private static final int DEBT_PARTS = 8;
    private static final long MAX_INTERVAL = 0xFFFF_FFFFL;

    private final Exporter exporter;
    private final SequenceTracker sequence;
    private double defaultInterval;
    private final SamplerIntervals samplerIntervals = new SamplerIntervals();
    private boolean interfaceIntervals;
    private long systemInitMillis;
    private double fraction;
    private long owedPackets;
    private long owedRecords;

    Domain(Exporter exporter, SequenceTracker.Unit unit) {
        this.exporter = exporter;
        this.sequence = new SequenceTracker(unit);
    }

    Exporter exporter() {
        return exporter;
    }

    SequenceTracker sequence() {
        return sequence;
    }

    /** Interval of flows that name no sampler, as the exporter's options say; 0 if they do not. */
    double defaultInterval() {
        return defaultInterval > 0 ? defaultInterval : samplerIntervals.agreed();
    }

    void defaultInterval(double interval) {
        defaultInterval = interval;
    }

    /** A sampler's interval: where all samplers agree, it is that of flows that name none. */
    void samplerInterval(long sampler, double interval) {
        samplerIntervals.put(sampler, interval);
    }

    /** Whether any interface has an interval of its own: most exporters have none to ask for. */
    boolean hasInterfaceIntervals() {
        return interfaceIntervals;
    }

    void hasInterfaceIntervals(boolean has) {
        interfaceIntervals |= has;
    }

    /** When the exporter started, milliseconds since 1970; 0 if it did not say. */
    long systemInitMillis() {
        return systemInitMillis;
    }

    void systemInitMillis(long millis) {
        systemInitMillis = millis;
    }

    /**
     * An interval as the integer that a sample has: what is rounded off one sample is added to
     * those that follow, so that their sum stays right.
     */
    long whole(double interval) {
        long floor = (long) interval;
        fraction += interval - floor;
        if (fraction >= 1) {
            fraction--;
            floor++;
        }
        return Math.min(MAX_INTERVAL, Math.max(1, floor));
    }

    /** Records were lost on the way. */
    void owe(int records) {
        owedRecords = Math.min(SequenceTracker.MAX_STEP, owedRecords + records);
    }

    /**
     * The interval of a sampled packet, with a part of what lost reports of packets stood for: an
     * eighth of the debt at a time, as for sFlow.
     *
     * <p>Flows are not made heavier. A report of a packet looks like its neighbours; a flow does
     * not: few flows carry most of the traffic, and one of them that stood for two would be wrong
     * by more than all the loss that it makes up for. Lost flows are counted.
     */
    long withDebt(long interval) {
        owedPackets += owedRecords * interval;
        owedRecords = 0;
        long payment =
                Math.min((owedPackets + DEBT_PARTS - 1) / DEBT_PARTS, MAX_INTERVAL - interval);
        owedPackets -= payment;
        return interval + payment;
    }
}
