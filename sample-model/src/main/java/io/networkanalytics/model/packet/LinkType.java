package io.networkanalytics.model.packet;

/**
 * What the first byte of a captured packet is: the link-layer header types of pcap that the decoder
 * reads. Formats that number their header types differently (sFlow header protocol, IPFIX sections,
 * NFLOG) map to these: sFlow 1 is {@link #ETHERNET}, 11 {@link #IPV4}, 12 {@link #IPV6}, 13 {@link
 * #MPLS}; a section or an NFLOG payload that starts at its IP header is {@link #RAW_IP}.
 *
 * @see <a href="https://www.tcpdump.org/linktypes.html">the registry of link-layer header types</a>
 */
public enum LinkType {
    /** BSD loopback: address family in the byte order of the capturing host. */
    NULL(0),
    ETHERNET(1),
    /** PPP, with or without the address and control bytes of HDLC framing. */
    PPP(9, 50),
    /** LLC (IEEE 802.2) without a MAC header, as on ATM (RFC 2684). */
    LLC(11, 100),
    /** IPv4 or IPv6, as the version nibble says. 12 and 14 are what operating systems write. */
    RAW_IP(12, 14, 101),
    /** A PPPoE session header (RFC 2516), then PPP. */
    PPPOE(51),
    CISCO_HDLC(104),
    IEEE802_11(105),
    /** OpenBSD loopback: as {@link #NULL}, in network byte order. */
    LOOP(108),
    /** Linux "cooked" capture, version 1 (the interface {@code any}). */
    LINUX_COOKED(113),
    PFLOG(117),
    /** A radiotap header, then {@link #IEEE802_11}. */
    IEEE802_11_RADIOTAP(127),
    /** One byte of direction, then {@link #PPP}. */
    PPP_WITH_DIRECTION(204),
    /** A label stack (RFC 3032). */
    MPLS(219),
    IPV4(228),
    IPV6(229),
    /** Linux netfilter log: attributes, one of which is the packet from its IP header on. */
    NFLOG(239),
    /** Linux "cooked" capture, version 2. */
    LINUX_COOKED_V2(276),
    /** Any other: such packets are {@link DecodeResult#UNSUPPORTED_LINK_TYPE}. */
    UNSUPPORTED;

    private static final LinkType[] BY_NUMBER = new LinkType[277];

    static {
        for (LinkType type : values()) {
            for (int number : type.pcapNumbers) {
                BY_NUMBER[number] = type;
            }
        }
    }

    private final int[] pcapNumbers;

    LinkType(int... pcapNumbers) {
        this.pcapNumbers = pcapNumbers;
    }

    /**
     * @param pcapNumber link type of a pcap file header or a pcapng interface; any value
     * @return never null; {@link #UNSUPPORTED} for what the decoder does not read
     */
    public static LinkType of(int pcapNumber) {
        if (pcapNumber < 0 || pcapNumber >= BY_NUMBER.length || BY_NUMBER[pcapNumber] == null) {
            return UNSUPPORTED;
        }
        return BY_NUMBER[pcapNumber];
    }
}
