package io.networkanalytics.bench.outage;

import java.util.List;
import java.util.Locale;

/**
 * What came of an outage; all counts are samples.
 *
 * @param form which
 * @param samplesPerSecond that were sent, measured
 * @param states in order of time
 * @param sent by the load
 * @param kernelDrops not read by the forwarder, as the kernel counts
 * @param lost not read by the forwarder, as the numbers of the datagrams tell
 * @param received by the forwarder
 * @param shed counted by the forwarder
 * @param shipped on the topic
 * @param outOfOrder on the topic, not above the one before
 * @param exit code of the forwarder after SIGTERM
 */
record OutageResult(
        OutageForm form,
        double samplesPerSecond,
        List<State> states,
        long sent,
        long kernelDrops,
        long lost,
        long received,
        long shed,
        long shipped,
        long outOfOrder,
        int exit) {

    /** What was alive on the heap may differ by so much, however long the outage. */
    static final long HEAP_GROWTH_BYTES = 64_000_000;

    /**
     * The forwarder at one moment.
     *
     * @param kafka there, away, back, caught up
     * @param seconds since the load began
     * @param received samples
     * @param spoolBytes on disk
     * @param spoolRecords waiting
     * @param shed samples
     * @param heapBytes alive
     * @param residentBytes of the process
     */
    record State(
            String kafka,
            double seconds,
            long received,
            long spoolBytes,
            long spoolRecords,
            long shed,
            long heapBytes,
            long residentBytes) {

        static final String HEADING =
                String.format(
                        Locale.ROOT,
                        "%-10s %8s %12s %10s %10s %9s %8s %8s",
                        "Kafka",
                        "time",
                        "received",
                        "spool MB",
                        "records",
                        "shed",
                        "heap MB",
                        "RSS MB");

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%-10s %6.0f s %12d %10.1f %10d %9d %8.0f %8.0f",
                    kafka,
                    seconds,
                    received,
                    spoolBytes / 1e6,
                    spoolRecords,
                    shed,
                    heapBytes / 1e6,
                    residentBytes / 1e6);
        }
    }

    /** Whether every sample is accounted for, in order, and the process ended well. */
    public boolean exact() {
        return sent == received + Math.max(kernelDrops, lost)
                && received == shipped + shed
                && outOfOrder == 0
                && exit == 0;
    }

    /** Whether memory did not follow the spool. */
    public boolean flat() {
        long before = states.get(0).heapBytes();
        return states.stream().allMatch(s -> s.heapBytes() < before + HEAP_GROWTH_BYTES);
    }

    String summary() {
        return String.format(
                Locale.ROOT,
                "sent %d (%.0f/s) = received %d (%.0f/s) + kernel drops %d (seen lost %d); received = in Kafka %d + shed"
                        + " %d; out of order or twice: %d; exit %d: %s, memory %s",
                sent,
                samplesPerSecond,
                received,
                samplesPerSecond * received / sent,
                kernelDrops,
                lost,
                shipped,
                shed,
                outOfOrder,
                exit,
                exact() ? "exact" : "NOT EXACT",
                flat() ? "flat" : "GREW");
    }
}
