package io.networkanalytics.forwarder.intake;

import io.networkanalytics.model.PacketSample;

/**
 * Where every input puts what it decoded. Safe for any number of threads.
 *
 * <p>Both methods may block: that is the backpressure of shipping. An input answers it in its own
 * way: a file is read more slowly, a stream is not read, and a UDP socket loses datagrams in the
 * kernel, which are counted there.
 */
public interface SampleSink {

    /**
     * Takes a sample. It is normalized, gets its sequence and its partition, and is shipped.
     *
     * @param exporter who emitted it
     * @param sample what the input knows; read and completed during this call, free for reuse
     *     afterwards
     * @param acknowledgement told once what became of it
     * @throws InterruptedException if the forwarder stops while this waits for room; the sample is
     *     then not shipped and nobody is told
     */
    void accept(Exporter exporter, PacketSample.Builder sample, Acknowledgement acknowledgement)
            throws InterruptedException;

    /**
     * Takes what could not be decoded. It is counted, and kept as a dead letter where the limit of
     * its input allows.
     *
     * @param exporter who sent it
     * @param rejection what, and why
     * @throws InterruptedException as above; the rejection is then counted and not kept
     */
    void reject(Exporter exporter, Rejection rejection) throws InterruptedException;
}
