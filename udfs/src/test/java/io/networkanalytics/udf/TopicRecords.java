package io.networkanalytics.udf;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.FlowKey;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import io.networkanalytics.model.Topics;
import io.networkanalytics.model.attack.AttackEvent;
import io.networkanalytics.model.codec.AttackEventCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records of known content for every topic. */
final class TopicRecords {

    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private long sequence;

    /** All of them, in the order in which they are sent. */
    static List<ProducerRecord<byte[], byte[]>> all() {
        TopicRecords content = new TopicRecords();
        content.samples();
        content.accounts();
        content.rules();
        content.attacks();
        content.deadLetters();
        return content.records;
    }

    private void samples() {
        // Ten minutes before the others: too old for what asks for the last five.
        sample(tcp("198.51.100.7", "203.0.113.9", 2).setSampleInterval(1_000_000), -600);
        // A flood of 40 SYNs from one network, of which a rule drops 30; 1000 packets each.
        for (int i = 0; i < 40; i++) {
            PacketSample.Builder syn = tcp("198.51.100." + i, "203.0.113.9", 2);
            if (i < 30) {
                syn.setMitigationSystem("l4drop").setMitigationReason("BLOCKED");
                syn.setRuleId("r1").setVerdict("drop").setOutcome("drop");
            }
            sample(syn, i);
        }
        // A connection, both ways, with its first header.
        sample(
                tcp("192.0.2.1", "203.0.113.9", 2)
                        .setExporterId("edge-2")
                        .setHeaderBytes(ByteString.copyFrom(TestPackets.syn())),
                1);
        sample(
                tcp("203.0.113.9", "192.0.2.1", 0x12).setSourcePort(443).setDestinationPort(50_000),
                2);
        // DNS answers, one of an exporter whose bytes are no IP header.
        for (int i = 0; i < 3; i++) {
            sample(
                    TestPackets.sample(++sequence)
                            .setSourceAddress(address("192.0.2.53"))
                            .setDestinationAddress(address("203.0.113.20"))
                            .setIpProtocol(17)
                            .setSourcePort(53)
                            .setDestinationPort(4000 + i)
                            .setSampleInterval(100)
                            .setExporterId("edge-3")
                            .setHeaderBytes(ByteString.copyFrom(new byte[] {1, 2, 3})),
                    3);
        }
        // IPv6 to no one's prefix; a notification, which stands for nothing; what is no sample.
        sample(tcp("2001:db8::1", "2001:db8:1::2", 0x10).setSampleInterval(1), 4);
        sample(
                tcp("192.0.2.1", "203.0.113.9", 4)
                        .setSamplingMode(SamplingMode.NOTIFICATION)
                        .setMitigationSystem("flowtrackd")
                        .setMitigationReason("OUT_OF_STATE")
                        .setVerdict("drop")
                        .setOutcome("drop"),
                5);
        records.add(new ProducerRecord<>(Topics.PACKET_SAMPLES, new byte[] {7}));
    }

    private void accounts() {
        account("203.0.113.0/24", 1);
        account("203.0.113.0/24", 1001);
        account("203.0.113.20/32", 1002);
        account("2001:db8:1::/48", 1003);
        add(Topics.ACCOUNTS, "2001:db8:1::/48", null);
    }

    private void account(String prefix, int account) {
        add(
                Topics.ACCOUNTS,
                prefix,
                "{\"prefix\": \"" + prefix + "\", \"account\": " + account + "}");
    }

    private void rules() {
        rule("r1", 2, "tcp.dstport eq 443", "");
        rule("r2", 1, "udp.srcport eq 53", "");
        rule("gone", 3, "true", "");
        add(Topics.MITIGATION_RULES, "1001/gone", null);
        rule("off", 4, "true", ", \"enabled\": false");
        rule("void", 5, "true", ", \"expires_at\": \"2026-09-21T13:00:00Z\"");
        rule("later", 6, "true", ", \"expires_at\": \"2026-09-22T00:00:00Z\"");
    }

    private void rule(String id, int position, String expression, String more) {
        add(
                Topics.MITIGATION_RULES,
                "1001/" + id,
                ("{\"rule_id\": \"%s\", \"ruleset_id\": \"\", \"account\": 1001, \"phase\": \"custom\","
                                + " \"position\": %d, \"expression\": \"%s\", \"action\": \"block\"%s}")
                        .formatted(id, position, expression, more));
    }

    private void attacks() {
        attack("aaaaaaaaaaaaaaaa", AttackEvent.Kind.STARTED, 10);
        attack("bbbbbbbbbbbbbbbb", AttackEvent.Kind.STARTED, 50);
        attack("aaaaaaaaaaaaaaaa", AttackEvent.Kind.ONGOING, 20);
        attack("cccccccccccccccc", AttackEvent.Kind.STARTED, 30);
        attack("bbbbbbbbbbbbbbbb", AttackEvent.Kind.ENDED, 60);
    }

    private void attack(String id, AttackEvent.Kind kind, long peak) {
        AttackEvent event =
                new AttackEvent(
                        kind,
                        1001,
                        id,
                        "SYN flood",
                        "203.0.113.9/32",
                        "tcp.dstport == 443",
                        "attack-" + id,
                        TestPackets.START + 60,
                        TestPackets.START,
                        TestPackets.START + 59,
                        peak * 100,
                        peak * 100 * 480,
                        peak,
                        peak,
                        peak * 480,
                        10,
                        0.99,
                        Map.of("tcp.dstport", "443"));
        add(Topics.ATTACK_EVENTS, AttackEventCodec.key(event), AttackEventCodec.encode(event));
    }

    private void deadLetters() {
        deadLetter("forwarder", "truncated_ip_header", "short");
        deadLetter("forwarder", "truncated_ip_header", "shorter");
        deadLetter("source", "missing_version", "field version is absent");
    }

    private void deadLetter(String stage, String reason, String detail) {
        var record = new ProducerRecord<byte[], byte[]>(Topics.DEAD_LETTERS, new byte[] {1, -1});
        record.headers()
                .add(DeadLetter.HEADER_STAGE, utf8(stage))
                .add(DeadLetter.HEADER_REASON, utf8(reason))
                .add(DeadLetter.HEADER_DETAIL, utf8(detail));
        records.add(record);
    }

    private PacketSample.Builder tcp(String source, String destination, int flags) {
        return TestPackets.sample(++sequence)
                .setSourceAddress(address(source))
                .setDestinationAddress(address(destination))
                .setIpProtocol(6)
                .setSourcePort(50_000)
                .setDestinationPort(443)
                .setTcpFlags(flags);
    }

    private void sample(PacketSample.Builder sample, long second) {
        long nanos = (TestPackets.START + second) * 1_000_000_000;
        sample.setObservedAtNanos(nanos).setReceivedAtNanos(nanos);
        byte[] key = FlowKey.toBytes(FlowKey.hash(sample));
        records.add(new ProducerRecord<>(Topics.PACKET_SAMPLES, key, sample.build().toByteArray()));
    }

    private void add(String topic, String key, String value) {
        records.add(new ProducerRecord<>(topic, utf8(key), value == null ? null : utf8(value)));
    }

    private static ByteString address(String text) {
        return ByteString.copyFrom(TestAddress.of(text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
