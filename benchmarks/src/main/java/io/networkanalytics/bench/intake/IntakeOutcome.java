package io.networkanalytics.bench.intake;

import java.util.Locale;

/**
 * What became of the samples of one sender.
 *
 * @param form with or without spool
 * @param samples acknowledged, all that there are
 * @param streams that the sender needed
 * @param sent samples written to streams
 * @param sentAgainThoughStored of these, samples that were acknowledged before, unheard
 * @param records that came to the topic
 * @param rows of them in ClickHouse
 * @param distinct different sequences among the rows
 * @param first lowest sequence
 * @param last highest sequence
 * @param seconds from the first sample to the last acknowledgement
 */
public record IntakeOutcome(
        String form,
        long samples,
        int streams,
        long sent,
        long sentAgainThoughStored,
        long records,
        long rows,
        long distinct,
        long first,
        long last,
        double seconds) {

    /** Records that the job must have dropped. */
    public long repeats() {
        return records - samples;
    }

    /** Whether every sample is stored once, and there was something to recognise. */
    public boolean exact() {
        return rows == samples
                && distinct == samples
                && first == 1
                && last == samples
                && sentAgainThoughStored > 0
                && repeats() >= sentAgainThoughStored;
    }

    /** For people. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "%s: %,d samples acknowledged in %.1f s over %d streams, %,d sent, %,d of them again though"
                        + " acknowledged (unheard)%n"
                        + "  records in Kafka            %,12d (%,d repeats)%n"
                        + "  rows of samples             %,12d%n"
                        + "  different ids               %,12d (sequences %d to %d)%n"
                        + "  %s",
                form,
                samples,
                seconds,
                streams,
                sent,
                sentAgainThoughStored,
                records,
                repeats(),
                rows,
                distinct,
                first,
                last,
                exact() ? "exact" : "NOT EXACT");
    }
}
