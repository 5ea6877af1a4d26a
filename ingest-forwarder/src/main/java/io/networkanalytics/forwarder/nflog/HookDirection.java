package io.networkanalytics.forwarder.nflog;

/**
 * The direction of a packet, from the netfilter hook that saw it. The numbers of hooks depend on
 * the family ({@code linux/netfilter.h}, {@code linux/netfilter_arp.h}). A forwarded packet enters
 * and leaves: of it this says nothing.
 */
final class HookDirection {

    private static final int ARP = 3;
    private static final int NETDEV = 5;

    private static final String INGRESS = "ingress";
    private static final String EGRESS = "egress";

    private HookDirection() {}

    static String of(int family, int hook) {
        return switch (family) {
            case ARP -> hook == 0 ? INGRESS : hook == 1 ? EGRESS : "";
            case NETDEV -> hook == 0 ? INGRESS : EGRESS;
            default ->
                    switch (hook) {
                        case 0, 1, 5 -> INGRESS; // prerouting, input, ingress of inet
                        case 3, 4 -> EGRESS; // output, postrouting
                        default -> "";
                    };
        };
    }
}
