package io.networkanalytics.forwarder.config;

import io.networkanalytics.forwarder.udp.UdpSettings;

/**
 * What is configured of one input. Each kind of input adds a record here and a reader in {@link
 * InputReader}.
 */
public sealed interface InputConfig {

    /** Unique name. */
    String name();

    /**
     * sFlow version 5 over UDP.
     *
     * @param name unique
     * @param udp where to listen
     * @param headerBytes whether samples carry the first bytes of the packet
     * @param deadLettersPerSecond see {@link io.networkanalytics.forwarder.intake.InputSettings}
     */
    record Sflow(String name, UdpSettings udp, boolean headerBytes, int deadLettersPerSecond)
            implements InputConfig {}
}
