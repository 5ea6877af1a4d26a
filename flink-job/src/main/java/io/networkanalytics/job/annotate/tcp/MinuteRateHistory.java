package io.networkanalytics.job.annotate.tcp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * The rates of the minutes of the last seven days, for their 95th percentile. Rates are kept in
 * buckets whose bounds grow by 4 %, so a percentile is within 2 % of the exact one; minutes without
 * traffic cost nothing and count as 0. The window moves by whole hours.
 *
 * <p>Encoded, all big endian: byte 0 the version, now 1; int64 first minute; then for each hour
 * with traffic int32 hours since 1970, uint8 number of buckets, and for each of them int16 bucket
 * and uint8 minutes. At most 30 KB, as a rule below 5. Not safe for use by several threads.
 */
final class MinuteRateHistory {

    private static final byte VERSION = 1;
    private static final int HOURS = 7 * 24;
    private static final int MINUTES_PER_HOUR = 60;
    private static final double GROWTH = 1.04;
    private static final double LOG_GROWTH = Math.log(GROWTH);
    private static final double PERCENTILE = 0.95;

    /** Per hour: buckets, ascending, and how many minutes are in each. */
    private final TreeMap<Integer, TreeMap<Integer, Integer>> hours = new TreeMap<>();

    private long firstMinute = Long.MAX_VALUE;

    /**
     * Adds a minute. Each is added once.
     *
     * @param minute minutes since 1970
     * @param perSecond mean rate, packets a second
     */
    void add(long minute, double perSecond) {
        firstMinute = Math.min(firstMinute, minute);
        if (perSecond > 0) {
            hours.computeIfAbsent(hourOf(minute), hour -> new TreeMap<>())
                    .merge(bucketOf(perSecond), 1, Integer::sum);
        }
        hours.headMap(hourOf(minute) - HOURS, true).clear();
    }

    /**
     * The 95th percentile (nearest rank) of the minutes of the seven days before one.
     *
     * @param minute minutes since 1970; it is not part of them
     * @return packets a second; 0 where there is nothing yet
     */
    double p95(long minute) {
        int firstHour = hourOf(minute - 1) - HOURS + 1;
        long start = Math.max(firstMinute, (long) firstHour * MINUTES_PER_HOUR);
        long minutes = minute - start;
        if (minutes <= 0) {
            return 0;
        }
        TreeMap<Integer, Integer> all = new TreeMap<>();
        hours.tailMap(firstHour, true)
                .values()
                .forEach(hour -> hour.forEach((b, n) -> all.merge(b, n, Integer::sum)));
        // From the top, as most of what is below is zeros that are not stored.
        long above = minutes - (long) Math.ceil(PERCENTILE * minutes);
        for (int bucket : all.descendingKeySet()) {
            above -= all.get(bucket);
            if (above < 0) {
                return rateOf(bucket);
            }
        }
        return 0;
    }

    byte[] toBytes() {
        int size = 1 + Long.BYTES;
        for (TreeMap<Integer, Integer> hour : hours.values()) {
            size += Integer.BYTES + 1 + hour.size() * (Short.BYTES + 1);
        }
        ByteBuffer bytes = ByteBuffer.allocate(size).put(VERSION).putLong(firstMinute);
        hours.forEach(
                (hour, buckets) -> {
                    bytes.putInt(hour).put((byte) buckets.size());
                    buckets.forEach((b, n) -> bytes.putShort(b.shortValue()).put(n.byteValue()));
                });
        return bytes.array();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException if no version of this job wrote it
     */
    static MinuteRateHistory fromBytes(byte[] encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        byte version = bytes.get();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "a history of rates begins with "
                            + version
                            + ", which this version of the job cannot read: the state is damaged"
                            + " or of a newer version");
        }
        MinuteRateHistory history = new MinuteRateHistory();
        history.firstMinute = bytes.getLong();
        while (bytes.hasRemaining()) {
            TreeMap<Integer, Integer> buckets = new TreeMap<>();
            history.hours.put(bytes.getInt(), buckets);
            for (int left = bytes.get(); left > 0; left--) {
                buckets.put((int) bytes.getShort(), bytes.get() & 0xFF);
            }
        }
        return history;
    }

    private static int hourOf(long minute) {
        return (int) Math.floorDiv(minute, MINUTES_PER_HOUR);
    }

    private static int bucketOf(double perSecond) {
        return (int) Math.ceil(Math.log(perSecond) / LOG_GROWTH);
    }

    /** The value in a bucket that is at most 2 % from both of its bounds. */
    private static double rateOf(int bucket) {
        return 2 * Math.exp(bucket * LOG_GROWTH) / (1 + GROWTH);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MinuteRateHistory that && Arrays.equals(toBytes(), that.toBytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toBytes());
    }
}
