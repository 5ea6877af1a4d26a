package io.networkanalytics.testkit.tshark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds the outermost IP header of a frame and its transport header among all that tshark shows:
 * tunnels and ICMP errors carry more of them, and a field that the outer header lacks may stand in
 * an inner one.
 */
final class OutermostHeaders {
    private static final Pattern COLON = Pattern.compile(":");

    /** An extension header: its number, the field of its next header, the field of its length. */
    private record Extension(int number, String next, String length) {}

    private static final Map<String, Extension> EXTENSIONS =
            Map.of(
                    "ipv6.hopopts", new Extension(0, "ipv6.hopopts.nxt", "ipv6.hopopts.len_oct"),
                    "ipv6.routing", new Extension(43, "ipv6.routing.nxt", "ipv6.routing.len_oct"),
                    "ipv6.fraghdr", new Extension(44, "ipv6.fraghdr.nxt", ""),
                    "ah", new Extension(51, "ah.next_header", "ah.length"),
                    "ipv6.dstopts", new Extension(60, "ipv6.dstopts.nxt", "ipv6.dstopts.len_oct"),
                    "mipv6", new Extension(135, "mip6.proto", "mip6.hlen"),
                    "hip", new Extension(139, "hip.proto", "hip.hdr_len"),
                    "shim6", new Extension(140, "shim6.nxt", "shim6.len_oct"));

    private final TsharkFrame frame;
    private final List<String> protocols;
    private final int ip;
    private final List<Integer> extensions = new ArrayList<>();
    private long protocol;
    private long headerLength;
    private String transport = "";

    OutermostHeaders(TsharkFrame frame) {
        this.frame = frame;
        protocols = Arrays.asList(COLON.split(frame.first("frame.protocols")));
        ip = firstOf("ip", "ipv6");
        if (ip >= 0) {
            walk();
        }
    }

    private void walk() {
        boolean v4 = isIpv4();
        protocol = frame.number(v4 ? "ip.proto" : "ipv6.nxt");
        headerLength = v4 ? frame.number("ip.hdr_len") : 40;
        int at = ip + 1;
        while (at < protocols.size() && EXTENSIONS.containsKey(protocols.get(at))) {
            String name = protocols.get(at);
            Extension extension = EXTENSIONS.get(name);
            // Of IPv4 the authentication header is the payload; what it protects is in the clear.
            if (!v4) {
                int index = (int) protocols.subList(ip, at).stream().filter(name::equals).count();
                // It reads protocol 62, too, as mobility.
                if (protocol != extension.number || !isWhole(extension, index)) {
                    break;
                }
                extensions.add(extension.number);
                protocol = TsharkFrame.number(frame.all(extension.next), index);
                headerLength += length(extension, index);
            }
            at++;
        }
        transport = at < protocols.size() ? protocols.get(at) : "";
    }

    /** tshark names a header also if its first two bytes are not captured. */
    private boolean isWhole(Extension extension, int index) {
        String last = extension.length.isEmpty() ? extension.next : extension.length;
        return frame.all(last).size() > index;
    }

    private long length(Extension extension, int index) {
        if (extension.length.isEmpty()) {
            return 8;
        }
        long field = TsharkFrame.number(frame.all(extension.length), index);
        return switch (extension.number) {
            case 51 -> (field + 2) * 4;
            case 135, 139 -> (field + 1) * 8;
            default -> field;
        };
    }

    TsharkFrame frame() {
        return frame;
    }

    boolean isIp() {
        return ip >= 0;
    }

    boolean isIpv4() {
        return isIp() && protocols.get(ip).equals("ip");
    }

    boolean isIpv6() {
        return isIp() && !isIpv4();
    }

    /** IPv4 protocol, or the next header behind the extension headers. */
    long protocol() {
        return protocol;
    }

    /** Bytes, with extension headers. */
    long headerLength() {
        return headerLength;
    }

    List<Integer> extensions() {
        return extensions;
    }

    /** Whether tshark says that the header right behind the outermost IP header is this one. */
    boolean transportIs(String name) {
        return transport.equals(name);
    }

    /** Whether tshark stopped within an extension header, for it makes no sense to it. */
    boolean endsInExtension() {
        return !extensions.isEmpty()
                && transport.isEmpty()
                && (!frame.first("_ws.malformed").isEmpty()
                        || frame.number("frame.cap_len") < frame.number("frame.len"));
    }

    /** Whether the extension headers are longer than the packet. */
    boolean extensionsExceedPacket() {
        return !extensions.isEmpty() && headerLength > 40 + frame.number("ipv6.plen");
    }

    /** Whether tshark stopped at a malformed option of the outermost IPv4 header. */
    boolean endsInIpv4Options() {
        return isIpv4()
                && headerLength > 20
                && transport.isEmpty()
                && !frame.first("_ws.malformed").isEmpty();
    }

    /** Whether the last extension header is one that tshark takes for the end of the packet. */
    boolean endsWithMobilityOrHostIdentity() {
        return !extensions.isEmpty()
                && List.of(135, 139).contains(extensions.get(extensions.size() - 1))
                && transport.isEmpty();
    }

    /** Whether tshark stopped within the transport header, whose last field it does not show. */
    boolean endsInTransport() {
        String last =
                switch (transport) {
                    case "tcp" -> "tcp.urgent_pointer";
                    case "udp", "udplite" -> "udp.checksum";
                    case "icmp" -> "icmp.checksum";
                    case "icmpv6" -> "icmpv6.checksum";
                    case "sctp" -> "sctp.dstport";
                    case "dccp" -> "dccp.dstport";
                    default -> "frame.number";
                };
        return frame.first(last).isEmpty();
    }

    /** Whether a protocol stands in the frame exactly once, so that all its fields are of one. */
    boolean once(String name) {
        return protocols.stream().filter(name::equals).count() == 1;
    }

    /**
     * Whether protocol {@code name} stands in the frame once, or inner headers of it have no room
     * for options: then all option fields are of the outermost header.
     */
    boolean optionsAreOutermost(String name, String lengthField, int minLength) {
        List<String> lengths = frame.all(lengthField);
        for (int i = 1; i < lengths.size(); i++) {
            if (TsharkFrame.number(lengths, i) > minLength) {
                return false;
            }
        }
        return once(name) || !lengths.isEmpty();
    }

    /** Whether a protocol stands anywhere in the frame. */
    boolean contains(String name) {
        return protocols.contains(name);
    }

    /** The protocols before the outermost IP header, or all if there is none. */
    List<String> linkProtocols() {
        return ip >= 0 ? protocols.subList(0, ip) : protocols;
    }

    private int firstOf(String one, String other) {
        for (int i = 0; i < protocols.size(); i++) {
            if (protocols.get(i).equals(one) || protocols.get(i).equals(other)) {
                return i;
            }
        }
        return -1;
    }
}
