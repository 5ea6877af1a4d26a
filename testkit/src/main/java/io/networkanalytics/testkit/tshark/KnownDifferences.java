package io.networkanalytics.testkit.tshark;

import io.networkanalytics.model.packet.DecodeResult;
import java.util.Set;

/** Where tshark shows something other than the field of the outermost header, and why. */
final class KnownDifferences {
    private static final Set<String> OF_THE_LINK =
            Set.of("frame number", "original length", "captured length", "timestamp", "ethertype");

    private KnownDifferences() {}

    /**
     * @return "" if the difference is not one of these
     */
    static String why(String field, DecodedFrame ours, OutermostHeaders theirs) {
        if (theirs.endsInExtension() && !OF_THE_LINK.contains(field)) {
            // Options of hop-by-hop and destination headers have a length each. Where one exceeds
            // its header, tshark gives up the packet; routers and hosts that do not know the option
            // go by the length of the header, and so do we.
            return "tshark gives up at a malformed option within an IPv6 extension header";
        }
        return "";
    }

    /**
     * Why it is right that we call a packet malformed.
     *
     * @return "" if tshark decodes it
     */
    static String whyMalformed(DecodedFrame ours, OutermostHeaders theirs) {
        String prefix = theirs.isIpv4() ? "ip." : "ipv6.";
        if (!theirs.isIp() || theirs.frame().first(prefix + "src").isEmpty()) {
            return "tshark shows no IP header either";
        }
        boolean options = theirs.isIpv4() && theirs.headerLength() > 20;
        if (ours.result() == DecodeResult.TRUNCATED_IP_HEADER && options) {
            // tshark shows the fixed part of a header whose options are cut off.
            return "the IPv4 options are not captured whole";
        }
        return "";
    }
}
