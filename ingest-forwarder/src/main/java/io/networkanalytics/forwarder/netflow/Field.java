package io.networkanalytics.forwarder.netflow;

/**
 * The information elements that are read (IANA registry "IPFIX Information Elements"; 1 to 127 mean
 * the same in NetFlow version 9). All others are skipped by their length. Elements that say the
 * same share a field: where a record has several, the first that is not zero counts.
 */
enum Field {
    OCTETS(1),
    PACKETS(2),
    PROTOCOL(4),
    TYPE_OF_SERVICE(5),
    TCP_FLAGS(6),
    /** Also of UDP (180) and TCP (182) alone. */
    SOURCE_PORT(7, 180, 182),
    SOURCE_V4(8),
    INGRESS(10),
    DESTINATION_PORT(11, 181, 183),
    DESTINATION_V4(12),
    EGRESS(14),
    SOURCE_AS(16),
    DESTINATION_AS(17),
    END_UPTIME(21),
    START_UPTIME(22),
    POST_OCTETS(23, 171),
    POST_PACKETS(24, 172),
    SOURCE_V6(27),
    DESTINATION_V6(28),
    FLOW_LABEL(31),
    ICMP_TYPE_CODE(32, 139),
    SAMPLING_INTERVAL(34),
    /** Of prefixes, where flows are aggregated: the address of the network. */
    SOURCE_PREFIX_V4(44),
    DESTINATION_PREFIX_V4(45),
    /** samplerId, and selectorId, which replaced it. */
    SELECTOR(48, 302),
    RANDOM_INTERVAL(50),
    MINIMUM_TTL(52),
    IDENTIFICATION(54),
    VLAN(58, 243),
    POST_VLAN(59, 254),
    IP_VERSION(60),
    DIRECTION(61),
    TOTAL_OCTETS(85),
    TOTAL_PACKETS(86),
    FRAGMENT_OFFSET(88),
    FORWARDING_STATUS(89),
    LAYER2_SECTION_SIZE(103),
    LAYER2_SECTION(104),
    START_SECONDS(150),
    END_SECONDS(151),
    START_MILLIS(152),
    END_MILLIS(153),
    START_MICROS(154),
    END_MICROS(155),
    START_NANOS(156),
    END_NANOS(157),
    START_DELTA_MICROS(158),
    END_DELTA_MICROS(159),
    SYSTEM_INIT_MILLIS(160),
    DURATION_MILLIS(161),
    DURATION_MICROS(162),
    DESTINATION_PREFIX_V6(169),
    SOURCE_PREFIX_V6(170),
    ICMP_TYPE(176, 178),
    ICMP_CODE(177, 179),
    TTL(192),
    DSCP(195),
    FRAGMENT_FLAGS(197),
    IP_TOTAL_LENGTH(190, 224),
    INITIATOR_OCTETS(231),
    RESPONDER_OCTETS(232),
    FIREWALL_EVENT(233),
    NAT_EVENT(230),
    PHYSICAL_INGRESS(252),
    PHYSICAL_EGRESS(253),
    ETHERTYPE(256),
    INITIATOR_PACKETS(298),
    RESPONDER_PACKETS(299),
    SELECTION_SEQUENCE(301),
    SELECTOR_ALGORITHM(304),
    PACKET_INTERVAL(305),
    PACKET_SPACE(306),
    TIME_INTERVAL(307),
    TIME_SPACE(308),
    SAMPLE_SIZE(309),
    SAMPLE_POPULATION(310),
    SAMPLE_PROBABILITY(311),
    FRAME_SIZE(312),
    IP_SECTION(313),
    FRAME_SECTION(315),
    OBSERVED_SECONDS(322),
    OBSERVED_MILLIS(323),
    OBSERVED_MICROS(324),
    OBSERVED_NANOS(325),
    LAYER2_OCTETS(352),
    FRAME_TYPE(408),
    SECTION_OCTETS(410),
    /** Of the other direction of a biflow (RFC 5103); no elements of the registry itself. */
    REVERSE_OCTETS,
    REVERSE_PACKETS;

    /** Private enterprise number under which elements mean the reverse direction (RFC 5103). */
    static final int REVERSE_ENTERPRISE = 29305;

    static final int COUNT = values().length;

    private static final Field[] BY_ELEMENT = new Field[512];

    /** By ordinal: asked for each field of each record. */
    private static final boolean[] BYTES = new boolean[COUNT];

    static {
        for (Field field : values()) {
            BYTES[field.ordinal()] = field.holdsBytes();
            for (int element : field.elements) {
                BY_ELEMENT[element] = field;
            }
        }
    }

    private final int[] elements;

    Field(int... elements) {
        this.elements = elements;
    }

    /** The field of an element of the registry, or null: it is skipped. */
    static Field of(int element) {
        return element < BY_ELEMENT.length ? BY_ELEMENT[element] : null;
    }

    /** The field of an element with an enterprise number, or null: it is skipped. */
    static Field ofEnterprise(int enterprise, int element) {
        if (enterprise != REVERSE_ENTERPRISE) {
            return enterprise == 0 ? of(element) : null;
        }
        return switch (element) {
            case 1, 85 -> REVERSE_OCTETS;
            case 2, 86 -> REVERSE_PACKETS;
            default -> null;
        };
    }

    /**
     * The scope of a NetFlow version 9 options record (RFC 3954, 6.1: 1 system, 2 interface, 3 line
     * card, 4 cache, 5 template), or null.
     */
    static Field ofScope(int scope) {
        return scope == 2 ? INGRESS : null;
    }

    /** Whether the value is where bytes are, and not a number. */
    boolean isBytes() {
        return BYTES[ordinal()];
    }

    private boolean holdsBytes() {
        return switch (this) {
            case SOURCE_V6,
                    DESTINATION_V6,
                    SOURCE_PREFIX_V6,
                    DESTINATION_PREFIX_V6,
                    IP_SECTION,
                    FRAME_SECTION,
                    LAYER2_SECTION ->
                    true;
            default -> false;
        };
    }

    /** Whether a field of that length can be read as what it should be. */
    boolean fits(int length) {
        return switch (this) {
            case SOURCE_V6, DESTINATION_V6 -> length == 16;
            case SOURCE_V4, DESTINATION_V4 -> length == 4;
            case IP_SECTION, FRAME_SECTION, LAYER2_SECTION -> true;
            case SOURCE_PREFIX_V6, DESTINATION_PREFIX_V6 -> length == 16;
            case SAMPLE_PROBABILITY -> length == 4 || length == 8;
            default -> length > 0 && length <= 8;
        };
    }
}
