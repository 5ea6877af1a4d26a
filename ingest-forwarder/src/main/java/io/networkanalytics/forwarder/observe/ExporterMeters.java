package io.networkanalytics.forwarder.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The counters of one exporter at one input. What may move for each sample or datagram is kept as
 * an object once it has moved; the rare ones are looked up by their reason.
 */
public final class ExporterMeters {

    private final MeterRegistry registry;
    private final String input;
    private final Tags tags;
    private final Counter received;
    private final Map<String, Counter> skipped = new ConcurrentHashMap<>();
    private volatile Counter intervalDefaulted;

    /**
     * @param registry where the counters live
     * @param input label
     * @param exporter label, bounded by the caller
     */
    public ExporterMeters(MeterRegistry registry, String input, String exporter) {
        this.registry = registry;
        this.input = input;
        this.tags = Tags.of("input", input, "exporter", exporter);
        this.received = registry.counter(ForwarderMetrics.SAMPLES_RECEIVED, tags);
    }

    public void received() {
        received.increment();
    }

    public void malformed(String reason) {
        registry.counter(ForwarderMetrics.MALFORMED, tags.and("reason", reason)).increment();
    }

    /**
     * @param what one of few words of a decoder, never a text of the sender
     */
    public void skipped(String what) {
        Counter counter = skipped.get(what);
        if (counter == null) {
            counter = registry.counter(ForwarderMetrics.SKIPPED, tags.and("what", what));
            skipped.put(what, counter);
        }
        counter.increment();
    }

    /**
     * @param what {@code datagrams}, {@code samples} or another unit of the protocol
     * @param count 1 or more
     */
    public void lost(String what, long count) {
        registry.counter(ForwarderMetrics.LOST, tags.and("what", what)).increment(count);
    }

    /**
     * One of what was counted as lost came late.
     *
     * @param what as in {@link #lost}
     */
    public void recovered(String what) {
        registry.counter(ForwarderMetrics.RECOVERED, tags.and("what", what)).increment();
    }

    /** A data set came before its template. */
    public void held() {
        registry.counter(ForwarderMetrics.HELD, tags).increment();
    }

    /** The template of a held data set came. */
    public void released() {
        registry.counter(ForwarderMetrics.RELEASED, tags).increment();
    }

    public void discontinuity() {
        registry.counter(ForwarderMetrics.DISCONTINUITIES, tags).increment();
    }

    public void intervalDefaulted() {
        Counter counter = intervalDefaulted;
        if (counter == null) {
            // Only now: a counter of what never happened says nothing.
            counter = registry.counter(ForwarderMetrics.INTERVAL_DEFAULTED, tags);
            intervalDefaulted = counter;
        }
        counter.increment();
    }

    public void packetsDefaulted() {
        registry.counter(ForwarderMetrics.PACKETS_DEFAULTED, tags).increment();
    }

    public void metadataCut(int keys) {
        registry.counter(ForwarderMetrics.METADATA_CUT, tags).increment(keys);
    }

    public void deadLetter(String reason) {
        registry.counter(ForwarderMetrics.DEAD_LETTERS, "input", input, "reason", reason)
                .increment();
    }

    public void deadLetterSuppressed(String reason) {
        registry.counter(ForwarderMetrics.DEAD_LETTERS_SUPPRESSED, "input", input, "reason", reason)
                .increment();
    }
}
