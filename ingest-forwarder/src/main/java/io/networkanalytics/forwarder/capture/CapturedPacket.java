package io.networkanalytics.forwarder.capture;

import io.networkanalytics.model.packet.LinkType;

/**
 * One packet of a capture file. {@code buffer} belongs to the reader and is overwritten by its next
 * {@link CaptureReader#next()}: copy what must outlive that. The bytes start at index 0.
 *
 * @param frameNumber position in the file, from 1, over all interfaces and sections
 * @param linkType how the bytes start
 * @param pcapLinkType the number in the file, also of link types that are not decoded
 * @param hasTimestamp false for simple packet blocks of pcapng, which carry no time
 * @param timestampNanos nanoseconds since 1970; 0 without a timestamp
 * @param capturedLength bytes in {@code buffer}, 0 or more
 * @param originalLength bytes on the wire; at least {@code capturedLength}
 */
public record CapturedPacket(
        long frameNumber,
        LinkType linkType,
        int pcapLinkType,
        boolean hasTimestamp,
        long timestampNanos,
        byte[] buffer,
        int capturedLength,
        int originalLength) {}
