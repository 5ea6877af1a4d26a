package io.networkanalytics.testkit.exporters;

import java.net.InetSocketAddress;

/**
 * One datagram of an exporter.
 *
 * @param frame number of the frame in its capture, or of the file among those of its folder, from 1
 * @param payload of UDP
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ExporterDatagram(long frame, InetSocketAddress sender, byte[] payload) {

    /** What a datagram speaks. */
    public enum Protocol {
        SFLOW,
        /** Version 5, version 9, IPFIX. */
        NETFLOW,
        OTHER
    }

    /** By the version in its first bytes: ports say little. */
    public Protocol protocol() {
        if (payload.length < 16) {
            return Protocol.OTHER;
        }
        int first = (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
        int second = (payload[2] & 0xFF) << 8 | (payload[3] & 0xFF);
        if (first == 0 && second == 5) {
            return Protocol.SFLOW;
        }
        boolean wholeIpfix = first == 10 && second >= 16 && second <= payload.length;
        return first == 5 || first == 9 || wholeIpfix ? Protocol.NETFLOW : Protocol.OTHER;
    }
}
