package io.networkanalytics.job.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.networkanalytics.model.TableRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class AttackRuleDeserializerTest {

    @Test
    void theRowIsReadAlsoFromTheRecordThatRemovesTheRule() {
        assertEquals(
                List.of(new TableRecord(0, 7, "1001/attack-a1", "the row")),
                read(record("{}", "the row")));
        assertEquals(
                List.of(new TableRecord(0, 7, "1001/attack-a1", "the row")),
                read(record(null, "the row")));
    }

    @Test
    void rulesOfPeopleAreLeftOut() {
        assertEquals(List.of(), read(record("{}", null)));
        assertEquals(List.of(), read(record(null, null)));
    }

    private static ConsumerRecord<byte[], byte[]> record(String value, String row) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(
                        "mitigation-rules.v1",
                        0,
                        7,
                        "1001/attack-a1".getBytes(UTF_8),
                        value == null ? null : value.getBytes(UTF_8));
        if (row != null) {
            record.headers().add("attack_rule", row.getBytes(UTF_8));
        }
        return record;
    }

    private static List<TableRecord> read(ConsumerRecord<byte[], byte[]> record) {
        List<TableRecord> out = new ArrayList<>();
        new AttackRuleDeserializer().deserialize(record, new ListCollector<>(out));
        return out;
    }
}
