package io.networkanalytics.model.packet;

/**
 * What stands between the outermost link header and the network header: VLAN and other tags, LLC
 * and SNAP, PPPoE, MPLS, Ethernet in any of them. Each step returns the EtherType of what comes
 * next (0 if it has none), or {@link #END} or {@link #TRUNCATED}.
 */
final class Encapsulation {
    /** What comes next has no EtherType; the frame keeps the one that led here. */
    static final int END = -1;

    static final int TRUNCATED = -2;

    static final int IPV4 = 0x0800;
    static final int IPV6 = 0x86dd;
    static final int VLAN = 0x8100;
    static final int MPLS = 0x8847;
    static final int PPPOE_SESSION = 0x8864;

    /** Bounds the work for a frame of nothing but tags. */
    private static final int MAX_HEADERS = 32;

    /** Up to here the field behind the MAC addresses is a length (IEEE 802.3), no EtherType. */
    private static final int MAX_LENGTH_FIELD = 1500;

    private static final int ETHERNET_HEADER = 14;

    private Encapsulation() {}

    static DecodeResult read(int ethertype, Frame frame) {
        int next = ethertype;
        for (int headers = 0; headers < MAX_HEADERS; headers++) {
            if (next == TRUNCATED) {
                return DecodeResult.TRUNCATED_LINK_HEADER;
            }
            if (next == END) {
                return DecodeResult.DECODED;
            }
            frame.ethertype = next;
            switch (next) {
                // 802.1Q, 802.1ad and what stood for the latter before it had a number
                case VLAN, 0x88a8, 0x9100 -> next = tag(frame, 2);
                // VN-Tag, HSR, 802.1CB redundancy tag
                case 0x8926, 0x892f, 0xf1c1 -> next = tag(frame, 4);
                // 802.1BR
                case 0x893f -> next = tag(frame, 6);
                // LLC in frames that are too long for a length field
                case 0x8870 -> next = llc(frame);
                case 0x88e5 -> next = macsec(frame);
                // Ethernet in Ethernet: bridging, FabricPath, 802.1ah
                case 0x6558 -> next = ethernetBehind(frame, 0);
                case 0x8903 -> next = ethernetBehind(frame, 2);
                case 0x88e7 -> next = ethernetBehind(frame, 4);
                case 0x22f3 -> next = trill(frame);
                case MPLS, 0x8848 -> next = MplsLabelStack.read(frame);
                case PPPOE_SESSION -> next = pppoe(frame);
                default -> {
                    return DecodeResult.DECODED;
                }
            }
        }
        return DecodeResult.TOO_MANY_LINK_HEADERS;
    }

    static int ethernet(Frame frame) {
        if (!frame.has(ETHERNET_HEADER)) {
            return TRUNCATED;
        }
        frame.position += ETHERNET_HEADER;
        return typeOrLength(frame);
    }

    /** IEEE 802.2. Without a SNAP header there is no EtherType; SAP 6 is IPv4. */
    static int llc(Frame frame) {
        if (!frame.has(3)) {
            return TRUNCATED;
        }
        int saps = frame.u16(frame.position);
        int control = frame.u8(frame.position + 2);
        if (saps == 0x0606 && control == 3) {
            frame.position += 3;
            return IPV4;
        }
        if (saps != 0xaaaa || control != 3) {
            return 0;
        }
        if (!frame.has(8)) {
            return TRUNCATED;
        }
        int organization = frame.u32(frame.position + 2) & 0xffffff;
        // RFC 1042, and the bridge tunnel encapsulation of 802.1H
        if (organization != 0 && organization != 0x0000f8) {
            return 0;
        }
        frame.position += 8;
        return frame.u16(frame.position - 2);
    }

    /** The protocol field of PPP (RFC 1661), one byte long if compressed, and what it names. */
    static int ppp(Frame frame) {
        if (!frame.has(1)) {
            return TRUNCATED;
        }
        int length = (frame.u8(frame.position) & 1) != 0 ? 1 : 2;
        if (!frame.has(length)) {
            return TRUNCATED;
        }
        int protocol = length == 1 ? frame.u8(frame.position) : frame.u16(frame.position);
        int next =
                switch (protocol) {
                    case 0x0021 -> IPV4;
                    case 0x0057 -> IPV6;
                    case 0x0281 -> MPLS;
                    case 0x0283 -> 0x8848;
                    default -> END;
                };
        if (next != END) {
            frame.position += length;
        }
        return next;
    }

    /** The two bytes before {@code position}, of an Ethernet header or a tag. */
    private static int typeOrLength(Frame frame) {
        int value = frame.u16(frame.position - 2);
        return value <= MAX_LENGTH_FIELD ? llc(frame) : value;
    }

    private static int tag(Frame frame, int tagLength) {
        if (!frame.has(tagLength + 2)) {
            return TRUNCATED;
        }
        frame.position += tagLength + 2;
        return typeOrLength(frame);
    }

    private static int ethernetBehind(Frame frame, int headerLength) {
        if (!frame.has(headerLength + ETHERNET_HEADER)) {
            return TRUNCATED;
        }
        frame.position += headerLength;
        return ethernet(frame);
    }

    /** IEEE 802.1AE: behind the tag is an EtherType only if it is neither encrypted nor changed. */
    private static int macsec(Frame frame) {
        if (!frame.has(6)) {
            return TRUNCATED;
        }
        int control = frame.u8(frame.position);
        boolean encryptedOrChanged = (control & 0x0c) != 0;
        boolean channelIdentifier = (control & 0x20) != 0;
        return encryptedOrChanged ? END : tag(frame, channelIdentifier ? 14 : 6);
    }

    /** RFC 6325. */
    private static int trill(Frame frame) {
        if (!frame.has(2)) {
            return TRUNCATED;
        }
        int optionWords = (frame.u16(frame.position) >> 6) & 0x1f;
        return ethernetBehind(frame, 6 + 4 * optionWords);
    }

    /** RFC 2516: six bytes, then the PPP protocol. What its length leaves over is padding. */
    private static int pppoe(Frame frame) {
        if (!frame.has(8)) {
            return TRUNCATED;
        }
        int length = frame.u16(frame.position + 4);
        frame.position += 6;
        if (length >= 2) {
            frame.end = Math.min(frame.end, frame.position + length);
        }
        return ppp(frame);
    }
}
