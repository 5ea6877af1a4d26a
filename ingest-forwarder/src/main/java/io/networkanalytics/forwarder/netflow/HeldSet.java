package io.networkanalytics.forwarder.netflow;

/**
 * A data set that came before its template.
 *
 * @param serial grows with each set
 * @param templateId that it waits for
 * @param header of its message
 * @param bytes its records
 */
record HeldSet(long serial, Domain domain, int templateId, MessageHeader header, byte[] bytes) {

    /** What a set takes beside its bytes, roughly. */
    private static final int OVERHEAD_BYTES = 320;

    int weight() {
        return bytes.length + OVERHEAD_BYTES;
    }
}
