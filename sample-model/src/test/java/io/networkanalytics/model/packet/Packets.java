package io.networkanalytics.model.packet;

import io.networkanalytics.model.PacketSample;
import java.util.Arrays;
import java.util.HexFormat;

/** Builds packets out of hex digits; blanks are for the reader. */
final class Packets {
    /** Two MAC addresses. */
    static final String MACS = "020000000001 020000000002 ";

    /** TCP SYN from 443 to 51000 with MSS 1460, SACK permitted, timestamps, NOP, window scale 7. */
    static final String SYN =
            "01bb c738 11223344 00000000 a002 faf0 beef 0000"
                    + "020405b4 0402 080a 00000064 00000000 01 030307";

    static final String UDP = "0035 d431 000c abcd 01020304";

    private Packets() {}

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }

    static String ethernet(int ethertype, String payload) {
        return MACS + hex16(ethertype) + payload;
    }

    /** DSCP 46, ECN 1, identification 0x1234, don't fragment, TTL 61, 192.0.2.1 to 198.51.100.7. */
    static String ipv4(int protocol, String payload) {
        return ipv4("", 0x4000, protocol, payload);
    }

    static String ipv4(String options, int fragment, int protocol, String payload) {
        int headerLength = 20 + length(options);
        return String.format(
                "%02x b9 %04x 1234 %04x 3d %02x 0bad c0000201 c6336407 %s %s",
                0x40 | headerLength / 4,
                headerLength + length(payload),
                fragment,
                protocol,
                options,
                payload);
    }

    /** Traffic class 0xb9, flow label 0xabcde, hop limit 62, 2001:db8::1 to 2001:db8::2. */
    static String ipv6(int nextHeader, String payload) {
        return String.format(
                "6b9abcde %04x %02x 3e"
                        + "20010db8000000000000000000000001 20010db8000000000000000000000002 %s",
                length(payload), nextHeader, payload);
    }

    static int length(String hex) {
        return bytes(hex).length;
    }

    static String hex16(int value) {
        return String.format(" %04x ", value);
    }

    /** A decoded packet that was captured whole; fails if it is malformed. */
    static PacketSample decode(LinkType link, String hex) {
        return decode(link, hex, length(hex));
    }

    /** A decoded packet of which only the first bytes were captured. */
    static PacketSample decode(LinkType link, String hex, int capturedLength) {
        PacketSample.Builder target = PacketSample.newBuilder();
        DecodeResult result = decode(link, hex, capturedLength, target);
        if (result.malformed()) {
            throw new AssertionError(result.text() + ": " + hex);
        }
        return target.build();
    }

    static DecodeResult decode(
            LinkType link, String hex, int capturedLength, PacketSample.Builder target) {
        byte[] packet = bytes(hex);
        // Away from the start of the buffer, and with something behind it that is not the packet's.
        byte[] buffer = new byte[packet.length + 20];
        Arrays.fill(buffer, (byte) 0xee);
        System.arraycopy(packet, 0, buffer, 7, packet.length);
        return new PacketDecoder().decode(link, buffer, 7, capturedLength, packet.length, target);
    }
}
