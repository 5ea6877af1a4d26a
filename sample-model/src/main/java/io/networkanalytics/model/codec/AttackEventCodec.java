package io.networkanalytics.model.codec;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.networkanalytics.model.attack.AttackEvent;
import java.util.TreeMap;

/**
 * The JSON of {@code attack-events.v1}. The record's key is account, slash, attack id, so that the
 * events of an attack stay in order.
 *
 * <pre>{@code
 * {"kind": "ENDED", "account": 1001, "attack_id": "9f86d081884c7d65", "vector": "DNS amplification",
 *  "target": "203.0.113.10/32", "fingerprint": "ip.dst == 203.0.113.10 and udp.srcport == 53",
 *  "rule_id": "attack-9f86d081884c7d65", "at": "2026-11-22T04:10:00Z",
 *  "started_at": "2026-11-22T04:00:00Z", "last_seen_at": "2026-11-22T04:09:00Z",
 *  "packets": 60000000, "bits": 480000000000, "dropped_packets": 59000000,
 *  "peak_packets_per_second": 200000, "peak_bits_per_second": 1600000000, "samples": 60000,
 *  "confidence": 0.999, "fixed_values": {"udp.srcport": "53"}}
 * }</pre>
 *
 * {@code kind} is STARTED, ONGOING or ENDED; times are ISO 8601 in UTC, event time, whole seconds;
 * counts are represented packets and bits, 0 to 2^63 - 1; {@code confidence} is 0 to 1. Every key
 * is always there. Keys are only added: a reader ignores those that it does not know. See {@link
 * AttackEvent} for what each says.
 */
public final class AttackEventCodec {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REASON = "bad_attack_event";

    private AttackEventCodec() {}

    /**
     * The key of the record.
     *
     * @param event an event
     * @return account, slash, attack id
     */
    public static String key(AttackEvent event) {
        return event.account() + "/" + event.attackId();
    }

    /**
     * Writes one record; equal events give equal text.
     *
     * @param event an event
     * @return JSON in one line
     */
    public static String encode(AttackEvent event) {
        ObjectNode node =
                JSON.createObjectNode()
                        .put("kind", event.kind().name())
                        .put("account", event.account())
                        .put("attack_id", event.attackId())
                        .put("vector", event.vector())
                        .put("target", event.target())
                        .put("fingerprint", event.fingerprint())
                        .put("rule_id", event.ruleId())
                        .put("at", RequiredKeys.time(event.at()))
                        .put("started_at", RequiredKeys.time(event.startedAt()))
                        .put("last_seen_at", RequiredKeys.time(event.lastSeenAt()))
                        .put("packets", event.packets())
                        .put("bits", event.bits())
                        .put("dropped_packets", event.droppedPackets())
                        .put("peak_packets_per_second", event.peakPacketsPerSecond())
                        .put("peak_bits_per_second", event.peakBitsPerSecond())
                        .put("samples", event.samples())
                        .put("confidence", event.confidence());
        ObjectNode fixed = node.putObject("fixed_values");
        new TreeMap<>(event.fixedValues()).forEach(fixed::put);
        return node.toString();
    }

    /**
     * Reads one record.
     *
     * @param json the text
     * @return the event
     * @throws MalformedRecordException if it is no JSON, or a key is missing or has a value that
     *     the table cannot hold; the detail says which
     */
    public static AttackEvent decode(String json) throws MalformedRecordException {
        RequiredKeys keys = new RequiredKeys(json, REASON);
        return new AttackEvent(
                kind(keys),
                keys.uint32("account"),
                keys.text("attack_id"),
                keys.text("vector"),
                keys.text("target"),
                keys.text("fingerprint"),
                keys.text("rule_id"),
                keys.seconds("at"),
                keys.seconds("started_at"),
                keys.seconds("last_seen_at"),
                keys.count("packets"),
                keys.count("bits"),
                keys.count("dropped_packets"),
                keys.count("peak_packets_per_second"),
                keys.count("peak_bits_per_second"),
                keys.count("samples"),
                keys.share("confidence"),
                keys.texts("fixed_values"));
    }

    private static AttackEvent.Kind kind(RequiredKeys keys) throws MalformedRecordException {
        try {
            return AttackEvent.Kind.valueOf(keys.text("kind"));
        } catch (IllegalArgumentException e) {
            throw keys.malformed(String.valueOf(e.getMessage()));
        }
    }
}
