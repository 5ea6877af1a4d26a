package io.networkanalytics.model.packet;

import io.networkanalytics.model.PacketSample;

/** GRE version 0 (RFC 1701, RFC 2784, RFC 2890) and 1 (RFC 2637, PPTP). */
final class GreHeader {
    private static final int MIN_LENGTH = 4;
    private static final int CHECKSUM = 0x8000;
    private static final int ROUTING = 0x4000;
    private static final int KEY = 0x2000;
    private static final int SEQUENCE = 0x1000;
    private static final int ACKNOWLEDGEMENT = 0x0080;
    private static final int VERSION = 0x0007;

    private GreHeader() {}

    static void decode(Frame frame, PacketSample.Builder target) {
        if (!frame.has(MIN_LENGTH)) {
            return;
        }
        int start = frame.position;
        int flags = frame.u16(start);
        int version = flags & VERSION;
        target.setGreVersion(version).setGreEthertype(frame.u16(start + 2));
        if (version > 1) {
            return;
        }
        frame.position += MIN_LENGTH;
        if ((flags & (CHECKSUM | ROUTING)) != 0) {
            if (frame.has(2)) {
                target.setGreChecksum(frame.u16(frame.position));
            }
            frame.position += 4;
        }
        if ((flags & KEY) != 0) {
            if (frame.has(4)) {
                target.setGreKey(frame.u32(frame.position));
            }
            frame.position += 4;
        }
        if ((flags & SEQUENCE) != 0) {
            if (frame.has(4)) {
                target.setGreSequenceNumber(frame.u32(frame.position));
            }
            frame.position += 4;
        }
        if (version == 1 && (flags & ACKNOWLEDGEMENT) != 0) {
            frame.position += 4;
        }
        if (version == 0 && (flags & ROUTING) != 0) {
            skipSourceRoute(frame);
        }
        target.setGreHeaderLength(frame.position - start);
        Transport.payload(frame, frame.position, frame.end, target);
    }

    /** RFC 1701: entries of family, offset, length and that many bytes; one of all 0 ends them. */
    private static void skipSourceRoute(Frame frame) {
        boolean more = true;
        while (more && frame.has(4)) {
            more = frame.u32(frame.position) != 0;
            frame.position += 4 + frame.u8(frame.position + 3);
        }
    }
}
