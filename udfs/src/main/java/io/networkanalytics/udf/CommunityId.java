package io.networkanalytics.udf;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * The Community ID of a flow, version 1 with seed 0: one text for both directions, the same that
 * Zeek, Suricata and Wireshark show for it.
 *
 * @see <a href="https://github.com/corelight/community-id-spec">the specification</a>
 */
final class CommunityId {

    private static final int ICMP = 1;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ICMPV6 = 58;
    private static final int SCTP = 132;

    /** Requests and their replies, either way round. Other types have no answer: one-way. */
    private static final Map<Integer, Integer> ICMP_ANSWERS =
            Map.of(0, 8, 8, 0, 9, 10, 10, 9, 13, 14, 14, 13, 15, 16, 16, 15, 17, 18, 18, 17);

    private static final Map<Integer, Integer> ICMPV6_ANSWERS =
            Map.ofEntries(
                    Map.entry(128, 129),
                    Map.entry(129, 128),
                    Map.entry(130, 131),
                    Map.entry(131, 130),
                    Map.entry(133, 134),
                    Map.entry(134, 133),
                    Map.entry(135, 136),
                    Map.entry(136, 135),
                    Map.entry(139, 140),
                    Map.entry(140, 139),
                    Map.entry(144, 145),
                    Map.entry(145, 144));

    private CommunityId() {}

    /** Whether {@link #of} takes the ports into account: TCP, UDP, SCTP, ICMP, ICMPv6. */
    static boolean usesPorts(int protocol) {
        return switch (protocol) {
            case ICMP, TCP, UDP, ICMPV6, SCTP -> true;
            default -> false;
        };
    }

    /**
     * @param source 4 or 16 bytes; a mapped IPv4 address is given as its 4 bytes
     * @param destination as many bytes
     * @param protocol 0 to 255
     * @param sourcePort 0 to 65,535; the type of ICMP and ICMPv6
     * @param destinationPort 0 to 65,535; the code of ICMP and ICMPv6
     * @return {@code 1:} and the hash in base64
     */
    static String of(
            byte[] source, byte[] destination, int protocol, int sourcePort, int destinationPort) {
        Integer answer =
                switch (protocol) {
                    case ICMP -> ICMP_ANSWERS.get(sourcePort);
                    case ICMPV6 -> ICMPV6_ANSWERS.get(sourcePort);
                    default -> Integer.valueOf(destinationPort);
                };
        // Without an answer there is one direction only, which stays as it is.
        int otherPort = answer == null ? destinationPort : answer;
        int order = Arrays.compareUnsigned(source, destination);
        boolean turned = answer != null && (order > 0 || (order == 0 && sourcePort > otherPort));
        ByteBuffer hashed = ByteBuffer.allocate(2 + 2 * source.length + 2 + 4);
        hashed.putShort((short) 0); // the seed
        hashed.put(turned ? destination : source).put(turned ? source : destination);
        hashed.put((byte) protocol).put((byte) 0);
        if (usesPorts(protocol)) {
            hashed.putShort((short) (turned ? otherPort : sourcePort));
            hashed.putShort((short) (turned ? sourcePort : otherPort));
        }
        byte[] digest = sha1().digest(Arrays.copyOf(hashed.array(), hashed.position()));
        return "1:" + Base64.getEncoder().encodeToString(digest);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
