package io.networkanalytics.forwarder.live;

/**
 * What to capture, and how.
 *
 * @param interfaceName an interface, or {@code any}
 * @param networkNamespace a name of {@code ip netns} or a path; empty: the forwarder's own
 * @param filter in the language of pcap-filter(7); empty: everything
 * @param snapLength bytes of a packet that are captured at most, 1 to 262,144
 * @param promiscuous whether to see what is for other hosts, too
 * @param direction which packets
 * @param bufferBytes of the kernel's ring
 * @param sampleInterval one of so many packets is kept at random; 1: all
 */
public record LiveCaptureSettings(
        String interfaceName,
        String networkNamespace,
        String filter,
        int snapLength,
        boolean promiscuous,
        Direction direction,
        int bufferBytes,
        int sampleInterval) {

    /** All headers with their options, and the payload prefix. */
    public static final int DEFAULT_SNAP_LENGTH = 256;

    public static final int DEFAULT_BUFFER_BYTES = 32 * 1024 * 1024;

    /** Packets as seen from the interface. */
    public enum Direction {
        /** Received and sent; a sample does not tell which. */
        BOTH(0, ""),
        IN(1, "ingress"),
        OUT(2, "egress");

        /** The number that libpcap has for it. */
        final int pcapNumber;

        /** {@code direction} of the samples. */
        final String ofSamples;

        Direction(int pcapNumber, String ofSamples) {
            this.pcapNumber = pcapNumber;
            this.ofSamples = ofSamples;
        }
    }
}
