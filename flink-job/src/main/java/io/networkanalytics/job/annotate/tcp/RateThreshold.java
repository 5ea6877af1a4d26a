package io.networkanalytics.job.annotate.tcp;

/**
 * Whether a key is above its threshold, second by second. The threshold is the 95th percentile of
 * the rates of the minutes of the last seven days, refreshed every ten minutes, and never below a
 * floor. A bucket of tokens that fills with it and holds five seconds' worth lets bursts pass.
 *
 * <p>A second is above the threshold if it has more packets than there are tokens. It takes what
 * there are, so that a flood stays above for as long as it is faster than the threshold.
 */
final class RateThreshold {

    private static final int BURST_SECONDS = 5;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int REFRESH_MINUTES = 10;

    /** Where the history is, which is wanted at most once a minute. */
    interface History {
        MinuteRateHistory read() throws Exception;

        void write(MinuteRateHistory history) throws Exception;
    }

    /**
     * What a second has led to.
     *
     * @param state the state behind it
     * @param above whether its packets are above the threshold
     */
    record Result(TcpRateState state, boolean above) {}

    private final long floor;

    /**
     * @param floor packets a second, at least 1
     */
    RateThreshold(long floor) {
        this.floor = floor;
    }

    /** The state before the first second of a key. */
    TcpRateState first(long second, long expiryTimerMillis) {
        return new TcpRateState(
                floor,
                (double) BURST_SECONDS * floor,
                second - 1,
                Math.floorDiv(second, SECONDS_PER_MINUTE),
                0,
                expiryTimerMillis);
    }

    /**
     * Judges a second. Seconds come in order; those without packets need not come.
     *
     * @param before the state
     * @param second later than the last one
     * @param packets in it
     * @param history of the minutes before
     */
    Result judge(TcpRateState before, long second, long packets, History history) throws Exception {
        long minute = Math.floorDiv(second, SECONDS_PER_MINUTE);
        double threshold = before.threshold();
        long minutePackets = before.minutePackets();
        if (minute != before.minute()) {
            MinuteRateHistory rates = history.read();
            rates.add(before.minute(), (double) minutePackets / SECONDS_PER_MINUTE);
            history.write(rates);
            minutePackets = 0;
            if (minute / REFRESH_MINUTES != before.minute() / REFRESH_MINUTES) {
                threshold = Math.max(floor, rates.p95(minute));
            }
        }
        double filled = before.tokens() + threshold * (second - before.second());
        double tokens = Math.min(threshold * BURST_SECONDS, filled);
        return new Result(
                new TcpRateState(
                        threshold,
                        Math.max(0, tokens - packets),
                        second,
                        minute,
                        minutePackets + packets,
                        before.expiryTimerMillis()),
                packets > tokens);
    }
}
