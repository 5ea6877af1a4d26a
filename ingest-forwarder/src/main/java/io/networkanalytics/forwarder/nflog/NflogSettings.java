package io.networkanalytics.forwarder.nflog;

/**
 * Which group to listen to, and how.
 *
 * @param group 0 to 65,535; a group of a network namespace has one listener
 * @param networkNamespace a name of {@code ip netns} or a path; empty: the forwarder's own
 * @param copyRange bytes of a packet that the kernel hands over at most, 1 to 65,535
 * @param receiveBufferBytes of the socket, beyond {@code net.core.rmem_max} if need be
 * @param queueThreshold messages that the kernel gathers before it hands them over, 1 or more
 * @param queueTimeoutMillis after which it hands over what there is; counted in steps of 10
 */
public record NflogSettings(
        int group,
        String networkNamespace,
        int copyRange,
        int receiveBufferBytes,
        int queueThreshold,
        int queueTimeoutMillis) {

    /** IP and TCP headers with all their options, and the payload prefix. */
    public static final int DEFAULT_COPY_RANGE = 256;

    /** A fifth of a second of 200,000 messages a second. */
    public static final int DEFAULT_RECEIVE_BUFFER_BYTES = 32 * 1024 * 1024;

    public static final int DEFAULT_QUEUE_THRESHOLD = 64;

    /** The kernel's own default of a second would delay a low rate by as much. */
    public static final int DEFAULT_QUEUE_TIMEOUT_MILLIS = 10;
}
