package io.networkanalytics.job.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.networkanalytics.model.attack.AttackEvent;
import io.networkanalytics.model.attack.AttackRule;
import io.networkanalytics.model.codec.AttackEventCodec;
import io.networkanalytics.model.codec.AttackRuleCodec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class AttackTopicsTest {

    @Test
    void anEventIsKeyedByItsAttackSoThatTheyStayInOrder() {
        AttackEvent event =
                TestingAttack.event(AttackEvent.Kind.STARTED, "a1", TestingAttack.START);

        assertRecord(
                "attack-events.v1",
                "4294967295/a1",
                AttackEventCodec.encode(event),
                new AttackEventTopicSerializer().serialize(event, null, 5L));
    }

    @Test
    void aRuleIsKeyedByAccountAndIdSoThatItReplacesItself() {
        AttackRule rule = TestingAttack.rule("r1", TestingAttack.START);

        ProducerRecord<byte[], byte[]> record =
                new AttackRuleTopicSerializer().serialize(rule, null, 5L);
        assertRecord("mitigation-rules.v1", "1001/r1", "{\"rule_id\": \"r1\"}", record);
        assertEquals(AttackRuleCodec.encode(rule), row(record));
    }

    @Test
    void theRecordThatRemovesARuleHasItsLastRow() {
        AttackRule ended = TestingAttack.endOfRule("r1", TestingAttack.START);

        ProducerRecord<byte[], byte[]> record =
                new AttackRuleTopicSerializer().serialize(ended, null, 5L);
        assertEquals("1001/r1", new String(record.key(), UTF_8));
        assertNull(record.value(), "a value would keep the rule");
        assertEquals(AttackRuleCodec.encode(ended), row(record));
    }

    private static String row(ProducerRecord<byte[], byte[]> record) {
        return new String(record.headers().lastHeader("attack_rule").value(), UTF_8);
    }

    private static void assertRecord(
            String topic, String key, String value, ProducerRecord<byte[], byte[]> record) {
        assertEquals(topic, record.topic());
        assertEquals(key, new String(record.key(), UTF_8));
        assertEquals(value, new String(record.value(), UTF_8));
        assertNull(record.timestamp(), "the broker refuses times that lie ahead of its clock");
    }
}
