package io.networkanalytics.model.packet;

/**
 * IEEE 802.11 frames: data frames in the clear lead to the LLC header behind them; management,
 * control, empty, encrypted and aggregated (A-MSDU) frames end here.
 */
final class Ieee80211Header {
    private static final int DATA = 2;
    private static final int SUBTYPE_NO_DATA = 0x4;
    private static final int SUBTYPE_QOS = 0x8;
    private static final int TO_AND_FROM_DS = 0x3;
    private static final int PROTECTED = 0x40;
    private static final int ORDER = 0x80;
    private static final int A_MSDU = 0x80;
    private static final int RADIOTAP_DATA_PAD = 0x20;

    private Ieee80211Header() {}

    /**
     * @param padded whether the radio padded the header to a multiple of 4
     * @return the EtherType to read on with, or a constant of {@link Encapsulation}
     */
    static int read(Frame frame, boolean padded) {
        if (!frame.has(2)) {
            return Encapsulation.TRUNCATED;
        }
        int control = frame.u8(frame.position);
        int flags = frame.u8(frame.position + 1);
        int subtype = control >> 4;
        boolean isData = ((control >> 2) & 0x3) == DATA && (subtype & SUBTYPE_NO_DATA) == 0;
        if (!isData || (flags & PROTECTED) != 0) {
            return Encapsulation.END;
        }
        boolean qos = (subtype & SUBTYPE_QOS) != 0;
        int qosAt = (flags & TO_AND_FROM_DS) == TO_AND_FROM_DS ? 30 : 24;
        int length = qosAt + (qos ? 2 : 0) + (qos && (flags & ORDER) != 0 ? 4 : 0);
        if (padded) {
            length = (length + 3) & ~3;
        }
        if (!frame.has(length)) {
            return Encapsulation.TRUNCATED;
        }
        if (qos && (frame.u8(frame.position + qosAt) & A_MSDU) != 0) {
            return Encapsulation.END;
        }
        frame.position += length;
        return Encapsulation.llc(frame);
    }

    /** Little-endian, self-describing: only its length and the padding flag matter here. */
    static int readRadiotap(Frame frame) {
        if (!frame.has(8)) {
            return Encapsulation.TRUNCATED;
        }
        int start = frame.position;
        int length = frame.u8(start + 2) | (frame.u8(start + 3) << 8);
        if (length < 8 || !frame.has(length)) {
            return Encapsulation.TRUNCATED;
        }
        int present = frame.u8(start + 4);
        int fields = start + 8;
        // The top bit of each presence word announces one more.
        while ((frame.u8(fields - 1) & 0x80) != 0 && fields + 4 <= start + length) {
            fields += 4;
        }
        boolean padded = false;
        if ((present & 0x2) != 0) {
            boolean timestamp = (present & 0x1) != 0;
            int flagsAt = timestamp ? start + ((fields - start + 7) & ~7) + 8 : fields;
            padded = flagsAt < start + length && (frame.u8(flagsAt) & RADIOTAP_DATA_PAD) != 0;
        }
        frame.position += length;
        return read(frame, padded);
    }
}
