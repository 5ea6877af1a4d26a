package io.networkanalytics.testkit.tshark;

import java.util.List;

/** The EtherType behind tags, PPPoE and MPLS, put together from what tshark shows. */
final class Ethertype {
    private Ethertype() {}

    static Object expected(OutermostHeaders headers) {
        if (headers.isIp()) {
            return headers.isIpv4() ? 0x0800L : 0x86ddL;
        }
        List<String> protocols = headers.linkProtocols();
        if (protocols.contains("mpls")) {
            return null;
        }
        if (protocols.contains("null") && headers.frame().number("null.type") < 1536) {
            // An address family.
            return 0L;
        }
        if (protocols.contains("llc") && !protocols.contains("wlan")) {
            return headers.frame().number("llc.type");
        }
        List<String> tags = headers.frame().all("vlan.etype");
        if (!tags.isEmpty()) {
            return TsharkFrame.number(tags, tags.size() - 1);
        }
        for (String field : List.of("eth.type", "sll.etype", "null.type", "llc.type")) {
            if (!headers.frame().first(field).isEmpty()) {
                return headers.frame().number(field);
            }
        }
        return 0L;
    }
}
