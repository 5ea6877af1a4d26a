package io.networkanalytics.model.packet;

import io.networkanalytics.model.PacketSample;

/**
 * TCP (RFC 9293) with the options of RFC 7323 and RFC 2018. Of an option that comes twice the first
 * of the right length counts. An option with an impossible length ends the walk; what was read
 * before it stays.
 */
final class TcpHeader {
    private static final int MIN_LENGTH = 20;

    private static final int END_OF_OPTIONS = 0;
    private static final int NO_OPERATION = 1;
    private static final int MAXIMUM_SEGMENT_SIZE = 2;
    private static final int WINDOW_SCALE = 3;
    private static final int SACK_PERMITTED = 4;
    private static final int SACK = 5;
    private static final int TIMESTAMPS = 8;

    private TcpHeader() {}

    static void decode(Frame frame, PacketSample.Builder target) {
        Transport.ports(frame, target);
        int at = frame.position;
        if (frame.has(16)) {
            target.setTcpSequenceNumber(frame.u32(at + 4))
                    .setTcpAcknowledgementNumber(frame.u32(at + 8))
                    .setTcpDataOffset(dataOffset(frame))
                    .setTcpFlags(frame.u8(at + 13))
                    .setTcpWindowSize(frame.u16(at + 14));
        }
        if (frame.has(18)) {
            target.setTcpChecksum(frame.u16(at + 16));
        }
        if (!frame.has(MIN_LENGTH)) {
            return;
        }
        target.setTcpUrgentPointer(frame.u16(at + 18));
        int headerEnd = at + dataOffset(frame);
        if (headerEnd > at + MIN_LENGTH) {
            options(frame, at + MIN_LENGTH, headerEnd, target);
        }
        if (headerEnd >= at + MIN_LENGTH) {
            Transport.payload(frame, headerEnd, frame.end, target);
        }
    }

    private static int dataOffset(Frame frame) {
        return (frame.u8(frame.position + 12) >> 4) * 4;
    }

    private static void options(Frame frame, int from, int end, PacketSample.Builder target) {
        NumberList kinds = new NumberList();
        int seen = 0;
        int at = from;
        int captured = Math.min(end, frame.end);
        while (at < captured && frame.u8(at) != END_OF_OPTIONS) {
            int kind = frame.u8(at);
            if (kind == NO_OPERATION) {
                kinds.add(kind);
                at++;
                continue;
            }
            int length = at + 1 < captured ? frame.u8(at + 1) : 0;
            if (length < 2 || length > end - at) {
                break;
            }
            kinds.add(kind);
            boolean first = kind > TIMESTAMPS || (seen & (1 << kind)) == 0;
            if (first && value(frame, at, length, Math.min(length, captured - at), target)) {
                seen |= 1 << kind;
            }
            at += length;
        }
        if (!kinds.isEmpty()) {
            target.setTcpOptions(kinds.text());
        }
    }

    /**
     * @param length of the option by its own account
     * @param there bytes of it that are captured, 2 or more
     * @return whether this is an option with a field of its own, of the right length
     */
    private static boolean value(
            Frame frame, int at, int length, int there, PacketSample.Builder target) {
        int kind = frame.u8(at);
        if (kind == MAXIMUM_SEGMENT_SIZE && length == 4) {
            target.setTcpMss(there == 4 ? frame.u16(at + 2) : 0);
        } else if (kind == WINDOW_SCALE && length == 3) {
            target.setTcpWindowScale(there == 3 ? frame.u8(at + 2) : 0);
        } else if (kind == SACK_PERMITTED && length == 2) {
            target.setTcpSackPermitted(true);
        } else if (kind == SACK && length % 8 == 2 && length > 2) {
            target.setTcpSackBlocks(sackBlocks(frame, at + 2, (there - 2) / 8));
        } else if (kind == TIMESTAMPS && length == 10) {
            target.setTcpTimestampValue(there >= 6 ? frame.u32(at + 2) : 0)
                    .setTcpTimestampEcr(there == 10 ? frame.u32(at + 6) : 0);
        } else {
            return false;
        }
        return true;
    }

    private static String sackBlocks(Frame frame, int from, int count) {
        StringBuilder blocks = new StringBuilder(22 * count);
        for (int i = 0; i < count; i++) {
            int at = from + 8 * i;
            blocks.append(i == 0 ? "" : ",")
                    .append(Integer.toUnsignedLong(frame.u32(at)))
                    .append('-')
                    .append(Integer.toUnsignedLong(frame.u32(at + 4)));
        }
        return blocks.toString();
    }
}
