package io.networkanalytics.job.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.networkanalytics.job.TestSamples;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.WireSample;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ArrivalFunctionTest {

    private static final int MAX_PARALLELISM = 128;

    @Test
    void aRepeatIsDroppedAlsoAfterARestore() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = harness(1, 0)) {
            harness.open();
            send(harness, 0, 1);
            send(harness, 0, 2);
            send(harness, 0, 2);
            assertEquals(List.of(1L, 2L), sequences(harness));
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = harness(1, 0)) {
            harness.initializeState(snapshot);
            harness.open();
            send(harness, 0, 2);
            send(harness, 0, 3);
            assertEquals(List.of(3L), sequences(harness));
        }
    }

    @Test
    void repeatsAreRecognisedWhereverAPartitionGoesWhenTheJobIsRescaled() throws Exception {
        List<OperatorSubtaskState> two = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            try (var harness = harness(2, subtask)) {
                harness.open();
                // Not the partition that has the subtask's number.
                send(harness, 1 - subtask, 10);
                two.add(harness.snapshot(1, 1));
            }
        }
        OperatorSubtaskState merged =
                AbstractStreamOperatorTestHarness.repackageState(two.get(0), two.get(1));
        List<OperatorSubtaskState> three = new ArrayList<>();
        for (int subtask = 0; subtask < 3; subtask++) {
            try (var harness = harness(3, subtask)) {
                harness.initializeState(
                        AbstractStreamOperatorTestHarness.repartitionOperatorState(
                                merged, MAX_PARALLELISM, 2, 3, subtask));
                harness.open();
                send(harness, 2, 1);
                three.add(harness.snapshot(2, 2));
            }
        }
        OperatorSubtaskState again =
                AbstractStreamOperatorTestHarness.repackageState(
                        three.get(0), three.get(1), three.get(2));
        try (var harness = harness(1, 0)) {
            harness.initializeState(
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(
                            again, MAX_PARALLELISM, 3, 1, 0));
            harness.open();
            send(harness, 0, 10);
            send(harness, 1, 10);
            send(harness, 2, 1);
            assertEquals(List.of(), sequences(harness));
            send(harness, 0, 11);
            assertEquals(List.of(11L), sequences(harness));
        }
    }

    @Test
    void aMalformedRecordBecomesADeadLetterWithItsBytesAndPlace() throws Exception {
        try (var harness = harness(1, 0)) {
            harness.open();
            harness.setProcessingTime(5);
            byte[] bytes = {1, 2, 3};
            harness.processElement(
                    new Arrival(
                            3,
                            42,
                            new WireSample(PacketSample.getDefaultInstance(), bytes),
                            "undecodable",
                            "why"),
                    0);

            assertEquals(List.of(), sequences(harness));
            DeadLetter letter =
                    harness.getSideOutput(ArrivalFunction.DEAD_LETTERS).poll().getValue();
            assertEquals("source", letter.stage());
            assertEquals("undecodable", letter.reason());
            assertEquals("topic.v1/3/42", letter.origin());
            assertEquals("why", letter.detail());
            assertEquals(5_000_000, letter.receivedAtNanos());
            assertEquals(bytes, letter.payload());
        }
    }

    @Test
    void aGoodRecordMakesNoDeadLetter() throws Exception {
        try (var harness = harness(1, 0)) {
            harness.open();
            send(harness, 0, 1);

            assertNull(harness.getSideOutput(ArrivalFunction.DEAD_LETTERS));
        }
    }

    private static OneInputStreamOperatorTestHarness<Arrival, WireSample> harness(
            int parallelism, int subtask) throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(new ArrivalFunction("topic.v1")),
                MAX_PARALLELISM,
                parallelism,
                subtask);
    }

    private static void send(
            OneInputStreamOperatorTestHarness<Arrival, WireSample> harness,
            int partition,
            long sequence)
            throws Exception {
        WireSample wire = TestSamples.wire(TestSamples.tcp(sequence, 0));
        harness.processElement(new Arrival(partition, 0, wire, "", ""), 0);
    }

    private static List<Long> sequences(
            OneInputStreamOperatorTestHarness<Arrival, WireSample> harness) {
        List<Long> result = new ArrayList<>();
        while (!harness.getOutput().isEmpty()) {
            @SuppressWarnings("unchecked")
            StreamRecord<WireSample> record = (StreamRecord<WireSample>) harness.getOutput().poll();
            result.add(record.getValue().sample().getSequence());
        }
        return result;
    }
}
