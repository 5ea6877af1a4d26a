package io.networkanalytics.bench.chaos;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a run came to.
 *
 * @param acknowledged samples that the sender knows to be safe: all that it has made
 * @param sent samples written to streams, those that were sent again included
 * @param streams that it took
 * @param spool whether the forwarder had one
 * @param repeats records of the topic that were there before: sent again without need, or shipped
 *     again from the spool of a forwarder that was killed
 * @param recognisedBlocks blocks that ClickHouse was given again and recognised, at least
 * @param attackSamples samples that are part of an attack
 * @param faults that were done, in order
 * @param entries what must be there beside what is there
 * @param balanced whether nothing differs
 * @param text the entries as a table
 */
public record ChaosOutcome(
        long acknowledged,
        long sent,
        int streams,
        boolean spool,
        long repeats,
        long recognisedBlocks,
        long attackSamples,
        List<FaultInjection.Done> faults,
        List<Ledger.Entry> entries,
        boolean balanced,
        String text) {

    /** How often each kind of fault was done. */
    public Map<String, Long> counts() {
        return faults.stream()
                .collect(
                        Collectors.groupingBy(
                                FaultInjection.Done::fault, TreeMap::new, Collectors.counting()));
    }

    /** Whether all is there once, and there was something of everything. */
    public boolean exact() {
        return balanced && attackSamples > 0 && acknowledged > 0;
    }

    /** For people. */
    public String report() {
        StringBuilder text = new StringBuilder();
        counts().forEach(
                        (fault, count) -> text.append(String.format("  %3d x %s%n", count, fault)));
        return text.append(
                        String.format(
                                Locale.ROOT,
                                "%,d samples acknowledged over %d streams, %,d sent again. %,d records of the"
                                        + " topic were there before%s. %,d samples in attacks.%nClickHouse recognised"
                                        + " %,d blocks that came again, as far as it lived to tell.%n%s",
                                acknowledged,
                                streams,
                                sent - acknowledged,
                                repeats,
                                spool ? " (sent again, or shipped again from the spool)" : "",
                                attackSamples,
                                recognisedBlocks,
                                this.text))
                .toString();
    }
}
