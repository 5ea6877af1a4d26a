package io.networkanalytics.job.attack;

import static java.util.Objects.requireNonNull;

/**
 * A way to attack, one entry of {@code vectors.json}. Every packet belongs to the first vector
 * whose expression is true for it.
 *
 * @param id 1 to 63, what state and messages call it: never changed, never used again
 * @param name as a network person says it
 * @param expression which packets, in the rule language
 * @param packetsPerSecond activation threshold of an address
 * @param bitsPerSecond activation threshold of an address
 * @param amplifierPort the source port of the service that amplifies, or -1
 */
public record Vector(
        int id,
        String name,
        String expression,
        long packetsPerSecond,
        long bitsPerSecond,
        int amplifierPort) {

    /** Ids that code asks for. */
    static final int FRAGMENT_FLOOD = 1;

    static final int UDP_FLOOD = 2;
    static final int ACK_FLOOD = 7;
    static final int TCP_FLOOD = 8;
    static final int ICMP_FLOOD = 10;
    static final int IP_FLOOD = 13;

    /** The vectors that differ in the flags of TCP alone: SYN to TCP flood. */
    static final long TCP_MASK = 0b1_1111_1000;

    private static final int MAX_ID = 63;

    public Vector {
        if (id < 1 || id > MAX_ID) {
            throw new IllegalArgumentException("vector id " + id + " is outside 1.." + MAX_ID);
        }
        if (packetsPerSecond < 1 || bitsPerSecond < 1) {
            throw new IllegalArgumentException("vector " + name + " has a threshold below 1");
        }
        requireNonNull(name, "name");
        requireNonNull(expression, "expression");
    }

    /** Whether packets that are too large for it go on as UDP fragments. */
    boolean isUdp() {
        return amplifierPort >= 0 || id == UDP_FLOOD;
    }

    boolean isTcp() {
        return (TCP_MASK >>> id & 1) != 0;
    }
}
