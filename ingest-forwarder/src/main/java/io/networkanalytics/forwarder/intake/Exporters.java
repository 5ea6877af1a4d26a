package io.networkanalytics.forwarder.intake;

import io.networkanalytics.forwarder.observe.ExporterMeters;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import java.util.HashMap;
import java.util.Map;

/**
 * All exporters of this epoch. Names come from the network, so their number is bounded: exporters
 * beyond the bound keep their name but share one sequence and one set of counters ({@code
 * exporter="other"}).
 *
 * <p>Nothing is ever evicted: an exporter that came back after its eviction would start its
 * sequence at 1 again, and the job would take its samples for repeats. A shared sequence has gaps
 * for each of its exporters, but it grows, and growth is what repeats are recognised by.
 */
public final class Exporters {

    /** Value of the label {@code exporter} for exporters beyond the bound. */
    public static final String OTHER = "other";

    private final int maxExporters;
    private final ForwarderMetrics metrics;
    private final ExporterSequence sharedSequence = new ExporterSequence();
    // Inputs may see the same exporter (sFlow and NetFlow of one router): the sequence is the
    // exporter's.
    private final Map<String, ExporterSequence> sequences = new HashMap<>();
    private final Map<MetersKey, ExporterMeters> meters = new HashMap<>();

    /**
     * @param maxExporters exporters with a sequence and counters of their own, at least 1
     * @param metrics counts
     */
    public Exporters(int maxExporters, ForwarderMetrics metrics) {
        this.maxExporters = maxExporters;
        this.metrics = metrics;
    }

    /**
     * The exporter of that name at that input.
     *
     * @param input the input
     * @param id {@code exporter_id} of the samples, not empty
     * @return safe for any number of threads; several calls may return several objects that count
     *     and number as one
     */
    public synchronized Exporter of(InputSettings input, String id) {
        ExporterSequence sequence = sequences.get(id);
        if (sequence == null && sequences.size() < maxExporters) {
            sequence = new ExporterSequence();
            sequences.put(id, sequence);
        }
        boolean known = sequence != null;
        if (!known) {
            metrics.exporterBeyondBound();
        }
        ExporterMeters own =
                meters.computeIfAbsent(
                        new MetersKey(input.name(), known ? id : OTHER),
                        key -> new ExporterMeters(metrics.registry(), key.input(), key.exporter()));
        return new Exporter(input, id, known ? sequence : sharedSequence, own);
    }

    private record MetersKey(String input, String exporter) {}
}
