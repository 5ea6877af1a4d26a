package io.networkanalytics.model.packet;

/**
 * The MPLS label stack (RFC 3032). What follows it is known to the routers that agreed on the last
 * label and to nobody else, so it is guessed: IP if it looks like a whole IP header, else Ethernet
 * of a pseudowire (RFC 4448), with or without its control word, if that leads to a known EtherType.
 */
final class MplsLabelStack {
    private static final int ENTRY = 4;
    private static final int BOTTOM_OF_STACK = 0x100;
    private static final int IPV4_EXPLICIT_NULL = 0;
    private static final int IPV6_EXPLICIT_NULL = 2;
    private static final int CONTROL_WORD = 4;

    private MplsLabelStack() {}

    static int read(Frame frame) {
        int entry;
        do {
            if (!frame.has(ENTRY)) {
                return Encapsulation.TRUNCATED;
            }
            entry = frame.u32(frame.position);
            frame.position += ENTRY;
        } while ((entry & BOTTOM_OF_STACK) == 0);

        int label = entry >>> 12;
        if (label == IPV4_EXPLICIT_NULL) {
            return Encapsulation.IPV4;
        }
        if (label == IPV6_EXPLICIT_NULL) {
            return Encapsulation.IPV6;
        }
        return frame.has(1) ? guess(frame) : Encapsulation.END;
    }

    private static int guess(Frame frame) {
        int nibble = frame.u8(frame.position) >> 4;
        if (nibble == 4 && fitsIpv4(frame)) {
            return Encapsulation.IPV4;
        }
        if (nibble == 6 && fitsIpv6(frame)) {
            return Encapsulation.IPV6;
        }
        // RFC 4385: a control word starts with 0, an associated channel with 1.
        if (nibble == 0 && isEthernet(frame, frame.position + CONTROL_WORD)) {
            frame.position += CONTROL_WORD;
            return Encapsulation.ethernet(frame);
        }
        if (nibble != 1 && isEthernet(frame, frame.position)) {
            return Encapsulation.ethernet(frame);
        }
        return switch (nibble) {
            case 4 -> Encapsulation.IPV4;
            case 6 -> Encapsulation.IPV6;
            default -> Encapsulation.END;
        };
    }

    private static boolean fitsIpv4(Frame frame) {
        int headerLength = (frame.u8(frame.position) & 0xf) * 4;
        if (headerLength < Ipv4Header.MIN_LENGTH || !frame.has(headerLength)) {
            return false;
        }
        int totalLength = frame.u16(frame.position + 2);
        return totalLength >= headerLength && totalLength <= frame.wireLength();
    }

    private static boolean fitsIpv6(Frame frame) {
        return frame.has(Ipv6Header.FIXED_LENGTH)
                && Ipv6Header.FIXED_LENGTH + frame.u16(frame.position + 4) <= frame.wireLength();
    }

    private static boolean isEthernet(Frame frame, int at) {
        if (frame.end - at < 14) {
            return false;
        }
        return switch (frame.u16(at + 12)) {
            case Encapsulation.IPV4,
                    Encapsulation.IPV6,
                    Encapsulation.VLAN,
                    Encapsulation.MPLS,
                    Encapsulation.PPPOE_SESSION,
                    0x0806, // ARP
                    0x8848,
                    0x8863,
                    0x8808, // MAC control
                    0x8809, // slow protocols
                    0x88a8,
                    0x88cc, // LLDP
                    0x88e5,
                    0x888e, // 802.1X
                    0x9000, // loopback
                    0x9100 ->
                    true;
            // 802.3: spanning tree and the like
            default -> frame.u16(at + 12) <= 1500 && at + 17 <= frame.end && isLlc(frame, at + 14);
        };
    }

    private static boolean isLlc(Frame frame, int at) {
        int saps = frame.u16(at);
        return saps == 0x4242 || saps == 0xaaaa || saps == 0xfefe || saps == 0xe0e0;
    }
}
