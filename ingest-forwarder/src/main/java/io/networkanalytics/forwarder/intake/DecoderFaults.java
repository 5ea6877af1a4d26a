package io.networkanalytics.forwarder.intake;

import io.micrometer.core.instrument.Counter;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exceptions that a decoder of ours threw: faults of ours. What it was decoding is lost, the input
 * goes on; the log gets the first.
 */
public final class DecoderFaults {

    private static final Logger LOG = LoggerFactory.getLogger(DecoderFaults.class);

    private final String inputName;
    private final Counter faults;

    /**
     * @param inputName label
     * @param metrics counts
     */
    public DecoderFaults(String inputName, ForwarderMetrics metrics) {
        this.inputName = inputName;
        this.faults =
                metrics.registry().counter(ForwarderMetrics.HANDLER_ERRORS, "input", inputName);
    }

    /**
     * @param length bytes of what is lost
     * @param fault what was thrown
     */
    public void note(int length, RuntimeException fault) {
        if (faults.count() == 0) {
            LOG.error(
                    "input {}: {} bytes broke the decoder and are lost; further ones are counted in"
                            + " forwarder_handler_errors_total",
                    inputName,
                    length,
                    fault);
        }
        faults.increment();
    }
}
