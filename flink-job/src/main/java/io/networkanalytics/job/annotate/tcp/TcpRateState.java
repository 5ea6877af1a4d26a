package io.networkanalytics.job.annotate.tcp;

/**
 * State of a key's threshold, beside its {@link MinuteRateHistory}. Kept by Flink: public and
 * unchecked, and fields are only added.
 *
 * @param threshold packets a second; the bucket fills with it and holds five seconds' worth
 * @param tokens packets that may pass at once
 * @param second the last one that was judged, seconds since 1970
 * @param minute the one that is being summed, minutes since 1970
 * @param minutePackets its packets so far
 * @param expiryTimerMillis when to see whether the key is still in use
 */
public record TcpRateState(
        double threshold,
        double tokens,
        long second,
        long minute,
        long minutePackets,
        long expiryTimerMillis) {}
