package io.networkanalytics.model;

import java.util.List;

/**
 * Names of the Kafka topics. An incompatible change of content is a new topic beside the old one,
 * hence the version in the name.
 */
public final class Topics {

    /** One {@link PacketSample} a message; key: eight bytes of {@link FlowKey#hash}. */
    public static final String PACKET_SAMPLES = "packet-samples.v1";

    /** Who owns which prefix, as JSON; compacted, key: the prefix. See {@link AccountPrefix}. */
    public static final String ACCOUNTS = "accounts.v1";

    /** Firewall rules and the rules that the attack detector makes, as JSON; compacted. */
    public static final String MITIGATION_RULES = "mitigation-rules.v1";

    /** Start, life and end of attacks, as JSON. */
    public static final String ATTACK_EVENTS = "attack-events.v1";

    /**
     * What could not be decoded or was refused: the original bytes, with the reason in {@link
     * DeadLetter} headers.
     */
    public static final String DEAD_LETTERS = "dead-letters.v1";

    /** Every topic, in the order in which a new cluster gets them. */
    public static final List<String> ALL =
            List.of(PACKET_SAMPLES, ACCOUNTS, MITIGATION_RULES, ATTACK_EVENTS, DEAD_LETTERS);

    /** The topics that keep the last record of each key for ever. */
    public static final List<String> COMPACTED = List.of(ACCOUNTS, MITIGATION_RULES);

    private Topics() {}
}
