package io.networkanalytics.model.rollup;

import java.util.Set;

/**
 * Destination ports by class, so that a flood to random ports does not make a rollup row for each.
 *
 * <p>System ports (below 1024, RFC 6335) and the ports of widely used services stand for
 * themselves; the rest of the user ports is {@link #USER}, the dynamic ports are {@link #DYNAMIC}.
 */
public final class PortClass {

    /** Class of user ports (1024-49151) that no widely used service has. */
    public static final int USER = 1024;

    /** Class of dynamic ports (49152-65535). */
    public static final int DYNAMIC = 49_152;

    private static final Set<Integer> SERVICES =
            Set.of(
                    1194, 1433, 1434, 1521, 1701, 1723, 1812, 1883, 1900, 2049, 3074, 3128, 3283,
                    3306, 3389, 3478, 3702, 4500, 5060, 5061, 5222, 5353, 5432, 5671, 5672, 5683,
                    5900, 6379, 6443, 6881, 8000, 8080, 8443, 8883, 8888, 9000, 9092, 9200, 10001,
                    11211, 19132, 25565, 27015, 27017, 27960, 30718, 33848, 37810, 47808);

    private PortClass() {}

    /**
     * The class of a port.
     *
     * @param port 0 to 65535; 0 where there is none
     * @return the port itself, {@link #USER} or {@link #DYNAMIC}
     */
    public static int of(int port) {
        if (port < USER) {
            return port;
        }
        if (port >= DYNAMIC) {
            return DYNAMIC;
        }
        return SERVICES.contains(port) ? port : USER;
    }
}
