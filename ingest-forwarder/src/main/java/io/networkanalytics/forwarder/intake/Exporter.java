package io.networkanalytics.forwarder.intake;

import io.networkanalytics.forwarder.observe.ExporterMeters;

/**
 * One exporter at one input: its name, and what is counted about it. Obtained from {@link
 * Exporters}; inputs keep it beside their decoding state, so that no table is asked for each
 * sample.
 */
public final class Exporter {

    private final InputSettings input;
    private final String id;
    private final ExporterSequence sequence;
    private final ExporterMeters meters;

    Exporter(InputSettings input, String id, ExporterSequence sequence, ExporterMeters meters) {
        this.input = input;
        this.id = id;
        this.sequence = sequence;
        this.meters = meters;
    }

    /** What is the same for all exporters of the input. */
    public InputSettings input() {
        return input;
    }

    /** The {@code exporter_id} of its samples. */
    public String id() {
        return id;
    }

    /** Its counters. */
    public ExporterMeters meters() {
        return meters;
    }

    ExporterSequence sequence() {
        return sequence;
    }
}
