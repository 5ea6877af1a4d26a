package io.networkanalytics.job.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.networkanalytics.job.TestingMetrics;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.TableRecord;
import io.networkanalytics.model.codec.MalformedRecordException;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class RecordDecodeFunctionTest {

    @Test
    void whatCannotBeReadGoesToTheDeadLettersAndTheNextIsRead() throws Exception {
        TestingMetrics metrics = new TestingMetrics();
        try (var harness =
                new OneInputStreamOperatorTestHarness<TableRecord, Integer>(
                        new ProcessOperator<>(
                                new RecordDecodeFunction<>(
                                        "numbers", RecordDecodeFunctionTest::number)),
                        metrics.environment())) {
            harness.open();
            harness.setProcessingTime(5);
            harness.processElement(new TableRecord(0, 1, "k", "one"), 0);
            harness.processElement(new TableRecord(2, 3, "k", "7"), 0);

            assertEquals(List.of(7), harness.extractOutputValues());
            DeadLetter letter =
                    harness.getSideOutput(RecordDecodeFunction.DEAD_LETTERS).remove().getValue();
            assertEquals(
                    List.of(5_000_000L, "source", "bad_number", "numbers/0/1", "no number", "one"),
                    List.of(
                            letter.receivedAtNanos(),
                            letter.stage(),
                            letter.reason(),
                            letter.origin(),
                            letter.detail(),
                            new String(letter.payload(), UTF_8)));
            assertEquals(Map.of("received", 2L, "malformed", 1L), metrics.values());
        }
    }

    private static Integer number(String value) throws MalformedRecordException {
        try {
            return Integer.valueOf(value);
        } catch (NumberFormatException e) {
            throw new MalformedRecordException("bad_number", "no number");
        }
    }
}
