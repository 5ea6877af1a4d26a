package io.networkanalytics.job;

/**
 * Uid and name of every operator. A uid is the address of its state in savepoints: it never changes
 * and is never used again for something else. The names are what Flink's web UI shows and what
 * docs/explanation/life-of-a-sample.md draws.
 */
final class OperatorIds {

    static final String SOURCE_SAMPLES = "source-packet-samples";
    static final String SOURCE_DECODE = "source-decode";
    static final String SOURCE_ACCOUNTS = "source-accounts";
    static final String SOURCE_RULES = "source-mitigation-rules";
    static final String SOURCE_DEAD_LETTERS = "source-dead-letters";
    static final String SOURCE_ATTACK_EVENTS = "source-attack-events";
    static final String SOURCE_ATTACK_EVENT_DECODE = "source-attack-event-decode";
    static final String SOURCE_ATTACK_RULES = "source-attack-rules";
    static final String SOURCE_ATTACK_RULE_DECODE = "source-attack-rule-decode";
    static final String ANNOTATE_ACCOUNT = "annotate-account";
    static final String ANNOTATE_PLACES = "annotate-places";
    static final String ANNOTATE_TCP_SELECT = "annotate-tcp-select";
    static final String ANNOTATE_TCP = "annotate-tcp";
    static final String ANNOTATE_TCP_COUNT = "annotate-tcp-count";
    static final String ANNOTATE_TCP_RATE = "annotate-tcp-rate";
    static final String ANNOTATE_TCP_VERDICT = "annotate-tcp-verdict";
    static final String ANNOTATE_FIREWALL = "annotate-firewall";
    static final String ATTACK_COUNT = "attack-count";
    static final String ATTACK_DETECT = "attack-detect";
    static final String ATTACK_TAG = "attack-tag";
    static final String ROLLUP_PRE_AGGREGATE = "rollup-pre-aggregate";
    static final String ROLLUP_MINUTES = "rollup-minutes";
    static final String SINK_SAMPLES = "sink-samples";
    static final String SINK_ROLLUP = "sink-rollup-1m";
    static final String SINK_DEAD_LETTERS = "sink-dead-letters";
    static final String SINK_DEAD_LETTER_TOPIC = "sink-dead-letter-topic";
    static final String SINK_ATTACK_EVENT_TOPIC = "sink-attack-event-topic";
    static final String SINK_ATTACK_EVENTS = "sink-attack-events";
    static final String SINK_ATTACK_RULE_TOPIC = "sink-attack-rule-topic";
    static final String SINK_MITIGATION_RULES = "sink-mitigation-rules";

    private OperatorIds() {}
}
