package io.networkanalytics.model.packet;

import static io.networkanalytics.model.packet.DecodeResult.BAD_IP_VERSION;
import static io.networkanalytics.model.packet.DecodeResult.TRUNCATED_IP_HEADER;
import static io.networkanalytics.model.packet.DecodeResult.TRUNCATED_LINK_HEADER;

/**
 * Reads the outermost header of a frame, as its link type says, and what encapsulates behind it.
 */
final class LinkHeader {
    private static final int BSD_AF_INET = 2;
    private static final int LINUX_AF_INET6 = 10;

    private LinkHeader() {}

    /**
     * Leaves {@code frame} at its network header, with the EtherType of it.
     *
     * @return DECODED, or why the frame is malformed
     */
    static DecodeResult read(LinkType link, Frame frame) {
        return switch (link) {
            case ETHERNET -> Encapsulation.read(Encapsulation.ethernet(frame), frame);
            case RAW_IP -> rawIp(frame);
            case IPV4 -> Encapsulation.read(Encapsulation.IPV4, frame);
            case IPV6 -> Encapsulation.read(Encapsulation.IPV6, frame);
            case MPLS -> Encapsulation.read(Encapsulation.MPLS, frame);
            case PPPOE -> Encapsulation.read(Encapsulation.PPPOE_SESSION, frame);
            case LINUX_COOKED -> cooked(frame, 16, 14);
            case LINUX_COOKED_V2 -> cooked(frame, 20, 0);
            case NULL, LOOP -> loopback(frame);
            case PPP -> Encapsulation.read(ppp(frame), frame);
            case PPP_WITH_DIRECTION -> {
                frame.position++;
                yield Encapsulation.read(ppp(frame), frame);
            }
            case CISCO_HDLC -> Encapsulation.read(ciscoHdlc(frame), frame);
            case LLC -> Encapsulation.read(Encapsulation.llc(frame), frame);
            case PFLOG -> pflog(frame);
            case NFLOG -> nflog(frame);
            case IEEE802_11 ->
                    Encapsulation.read(Ieee80211Header.read(frame, /* padded= */ false), frame);
            case IEEE802_11_RADIOTAP ->
                    Encapsulation.read(Ieee80211Header.readRadiotap(frame), frame);
            case UNSUPPORTED -> DecodeResult.UNSUPPORTED_LINK_TYPE;
        };
    }

    private static DecodeResult rawIp(Frame frame) {
        if (!frame.has(1)) {
            return TRUNCATED_IP_HEADER;
        }
        int version = frame.u8(frame.position) >> 4;
        if (version != 4 && version != 6) {
            return BAD_IP_VERSION;
        }
        return Encapsulation.read(version == 4 ? Encapsulation.IPV4 : Encapsulation.IPV6, frame);
    }

    private static DecodeResult cooked(Frame frame, int headerLength, int protocolAt) {
        if (!frame.has(headerLength)) {
            return TRUNCATED_LINK_HEADER;
        }
        int protocol = frame.u16(frame.position + protocolAt);
        frame.position += headerLength;
        // Below 1536 the number is one of Linux' own; 4 is IEEE 802.2.
        return Encapsulation.read(
                protocol == 4 ? Encapsulation.llc(frame) : protocol >= 1536 ? protocol : 0, frame);
    }

    /** BSD address families; IPv6 has another number in each of the systems. */
    private static DecodeResult loopback(Frame frame) {
        if (!frame.has(4)) {
            return TRUNCATED_LINK_HEADER;
        }
        int family = frame.u32(frame.position);
        frame.position += 4;
        boolean tooLarge = (family & 0xffff) != 0 && (family & 0xffff0000) != 0;
        if (!tooLarge && (family & 0xffff0000) != 0) {
            family = Integer.reverseBytes(family);
        }
        return switch (family) {
            case BSD_AF_INET -> Encapsulation.read(Encapsulation.IPV4, frame);
            case LINUX_AF_INET6, 24, 28, 30 -> Encapsulation.read(Encapsulation.IPV6, frame);
            default -> {
                // Some writers put an EtherType there.
                int ethertype = family & 0xffff;
                yield Encapsulation.read(ethertype >= 1536 ? ethertype : 0, frame);
            }
        };
    }

    private static int ppp(Frame frame) {
        if (!frame.has(2)) {
            return Encapsulation.TRUNCATED;
        }
        int addressAndControl = frame.u16(frame.position);
        if (addressAndControl == 0x0f00 || addressAndControl == 0x8f00) {
            return ciscoHdlc(frame);
        }
        if (addressAndControl == 0xff03) {
            frame.position += 2;
        }
        return Encapsulation.ppp(frame);
    }

    private static int ciscoHdlc(Frame frame) {
        if (!frame.has(4)) {
            return Encapsulation.TRUNCATED;
        }
        frame.position += 4;
        return frame.u16(frame.position - 2);
    }

    /** The header of OpenBSD's packet filter log says its own length, which is padded to 4. */
    private static DecodeResult pflog(Frame frame) {
        int headerLength = frame.has(2) ? (frame.u8(frame.position) + 3) & ~3 : 0;
        if (headerLength < 4 || !frame.has(headerLength)) {
            return TRUNCATED_LINK_HEADER;
        }
        frame.position += headerLength;
        return rawIp(frame);
    }

    private static DecodeResult nflog(Frame frame) {
        return NflogHeader.toPayload(frame) ? rawIp(frame) : TRUNCATED_LINK_HEADER;
    }
}
