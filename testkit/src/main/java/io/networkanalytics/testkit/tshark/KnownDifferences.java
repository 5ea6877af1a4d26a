package io.networkanalytics.testkit.tshark;

import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.packet.DecodeResult;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where tshark shows something other than the field of the outermost header, and why: all of it
 * packets that break a rule of their protocol, or that the capture cut off.
 */
final class KnownDifferences {
    private static final Set<String> OF_THE_LINK =
            Set.of("frame number", "original length", "captured length", "timestamp", "ethertype");
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Set<String> SOURCE_ROUTES = Set.of("131", "137");
    private static final int RESET = 0x04;

    private KnownDifferences() {}

    /**
     * @param expected what tshark shows
     * @return "" if the difference is not one of these
     */
    static String why(String field, DecodedFrame ours, OutermostHeaders theirs, Object expected) {
        boolean absent = expected.equals(0L) || expected.equals("") || expected.equals(false);
        if (theirs.contains("pwethheuristic") || theirs.contains("pwach")) {
            // Only the two routers know. Ours takes what leads to an EtherType.
            return "what follows an MPLS label stack is a guess, and tshark's is another";
        }
        if (OF_THE_LINK.contains(field)) {
            // Link type PPP with direction.
            boolean direction = field.endsWith("length") && theirs.contains("ppp");
            return direction ? "tshark does not count the byte of direction before PPP" : "";
        }
        if (absent && theirs.endsInIpv4Options()) {
            return "tshark gives up at a malformed IPv4 option";
        }
        if (field.startsWith("ip") || field.endsWith("address")) {
            return whyIp(field, ours, theirs);
        }
        if (absent && theirs.endsWithMobilityOrHostIdentity()) {
            return "tshark shows nothing behind a mobility or host identity header";
        }
        String extensions = whyExtensions(theirs);
        if (!extensions.isEmpty()) {
            return extensions;
        }
        if (absent && theirs.endsInTransport()) {
            // It reads several fields, then shows them; a length or an offset below the size of the
            // header ends it, too.
            return "tshark gives up within a transport header that is cut off or impossible";
        }
        if (absent && theirs.isIpv6() && theirs.frame().number("ipv6.plen") == 0) {
            return "tshark takes an IPv6 payload length of 0 as it is; we, as an offload or jumbogram";
        }
        if (field.startsWith("gre_") && theirs.frame().number("gre.flags.version") > 1) {
            return "tshark reads GRE of an unknown version as if it were version 0";
        }
        if (field.equals("payload_prefix") && (ours.sample().getTcpFlags() & RESET) != 0) {
            return "tshark shows the payload of a reset as its cause, not as payload";
        }
        boolean tcp = field.startsWith("tcp_") || field.equals("payload_prefix");
        return tcp && theirs.transportIs("tcp")
                ? whyTcpOption(field, ours.sample(), theirs, absent)
                : "";
    }

    private static String whyIp(String field, DecodedFrame ours, OutermostHeaders theirs) {
        String options = ours.sample().getIpv4Options();
        if (field.equals("ipv4_options")
                && contains(COMMA.split(options), theirs.frame().all("ip.opt.type"))) {
            return "tshark shows no type of IPv4 options that it does not know";
        }
        if (field.equals("destination_address")
                && List.of(COMMA.split(options)).stream().anyMatch(SOURCE_ROUTES::contains)) {
            return "tshark shows the end of an IPv4 source route as the destination";
        }
        return whyExtensions(theirs);
    }

    private static String whyExtensions(OutermostHeaders theirs) {
        if (theirs.endsInExtension()) {
            // Options of hop-by-hop and destination headers have a length each. Where one exceeds
            // its header, tshark gives up the packet; routers and hosts that do not know the option
            // go by the length of the header, and so do we.
            return "tshark gives up at a malformed option within an IPv6 extension header";
        }
        return theirs.extensionsExceedPacket()
                ? "tshark counts an IPv6 extension header that is longer than the packet"
                : "";
    }

    private static String whyTcpOption(
            String field, PacketSample ours, OutermostHeaders theirs, boolean absent) {
        List<String> kinds = theirs.frame().all("tcp.option_kind");
        if (absent || field.equals("tcp_options")) {
            boolean stopped =
                    ours.getTcpOptions().startsWith(String.join(",", kinds))
                            && !theirs.frame().first("_ws.malformed").isEmpty();
            return stopped ? "tshark gives up at a malformed TCP option" : "";
        }
        boolean permitted = field.equals("tcp_sack_permitted") && kinds.contains("4");
        return permitted ? "tshark takes SACK permitted for valid in any length" : "";
    }

    private static boolean contains(String[] ours, List<String> theirs) {
        Iterator<String> left = List.of(ours).iterator();
        for (String kind : theirs) {
            boolean found = kind.equals("0");
            while (!found && left.hasNext()) {
                found = left.next().equals(kind);
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    /**
     * Why it is right that we call a packet malformed.
     *
     * @return "" if tshark decodes it
     */
    static String whyMalformed(DecodedFrame ours, OutermostHeaders theirs) {
        String prefix = theirs.isIpv4() ? "ip." : "ipv6.";
        // The destination address is last in either header.
        if (!theirs.isIp() || theirs.frame().first(prefix + "dst").isEmpty()) {
            return "tshark shows no whole IP header either";
        }
        boolean options = theirs.isIpv4() && theirs.headerLength() > 20;
        if (ours.result() == DecodeResult.TRUNCATED_IP_HEADER && options) {
            // tshark shows the fixed part of a header whose options are cut off.
            return "the IPv4 options are not captured whole";
        }
        return "";
    }
}
