package io.networkanalytics.rules.sample;

import java.util.HashMap;
import java.util.Map;

/** Names of IP protocols (IANA assigned internet protocol numbers), in lower case. */
public final class Protocol {

    public static final int ICMP = 1;
    public static final int TCP = 6;
    public static final int UDP = 17;
    public static final int GRE = 47;
    public static final int ESP = 50;
    public static final int ICMPV6 = 58;

    private static final Map<String, Integer> NUMBERS =
            Map.ofEntries(
                    Map.entry("icmp", ICMP),
                    Map.entry("igmp", 2),
                    Map.entry("ipip", 4),
                    Map.entry("tcp", TCP),
                    Map.entry("egp", 8),
                    Map.entry("udp", UDP),
                    Map.entry("dccp", 33),
                    Map.entry("ipv6", 41),
                    Map.entry("rsvp", 46),
                    Map.entry("gre", GRE),
                    Map.entry("esp", ESP),
                    Map.entry("ah", 51),
                    Map.entry("icmpv6", ICMPV6),
                    Map.entry("eigrp", 88),
                    Map.entry("ospf", 89),
                    Map.entry("etherip", 97),
                    Map.entry("pim", 103),
                    Map.entry("vrrp", 112),
                    Map.entry("l2tp", 115),
                    Map.entry("sctp", 132),
                    Map.entry("udplite", 136),
                    Map.entry("mpls", 137));

    private static final String[] NAMES = new String[256];

    static {
        NUMBERS.forEach((name, number) -> NAMES[number] = name);
    }

    private Protocol() {}

    /** Name of a protocol, null where the language has none for it. */
    public static String name(int number) {
        return number >= 0 && number < NAMES.length ? NAMES[number] : null;
    }

    /** Number of every name. */
    public static Map<String, Integer> numbers() {
        return new HashMap<>(NUMBERS);
    }
}
