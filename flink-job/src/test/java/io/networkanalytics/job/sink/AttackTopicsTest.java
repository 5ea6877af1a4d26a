package io.networkanalytics.job.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.networkanalytics.model.attack.AttackEvent;
import io.networkanalytics.model.attack.AttackRule;
import io.networkanalytics.model.codec.AttackEventCodec;
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

        assertRecord(
                "mitigation-rules.v1",
                "1001/r1",
                "{\"rule_id\": \"r1\"}",
                new AttackRuleTopicSerializer().serialize(rule, null, 5L));
    }

    private static void assertRecord(
            String topic, String key, String value, ProducerRecord<byte[], byte[]> record) {
        assertEquals(topic, record.topic());
        assertEquals(key, new String(record.key(), UTF_8));
        assertEquals(value, new String(record.value(), UTF_8));
        assertNull(record.timestamp(), "the broker refuses times that lie ahead of its clock");
    }
}
