package io.networkanalytics.job.annotate.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.job.TestSamples;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class TcpRateFunctionTest {

    private static final TcpRateKey KEY =
            new TcpRateKey(1001, "203.0.113.0/24", TcpRateClass.SYN_FLOOD);
    private static final long START = TestSamples.START_MINUTE;
    private static final int DAY = 24 * 3600;
    private static final RateFloors FLOORS = new RateFloors(100, 50);

    @Test
    void aBurstOfFiveSecondsWorthPassesAndAFloodIsAboveUntilItEnds() throws Exception {
        try (Harness harness = harness()) {
            harness.count(0, 500);
            harness.count(5, 500);
            assertEquals(List.of(), harness.aboveUpTo(60), "refilled within five seconds");

            for (int second = 100; second < 130; second++) {
                harness.count(second, 200);
            }
            harness.count(131, 100);
            List<Long> above = harness.aboveUpTo(200);
            // 500 are there, each further second adds 100 and takes 200: enough for four.
            assertEquals(104, above.get(0));
            assertEquals(129, above.get(above.size() - 1));
            assertEquals(26, above.size());
        }
    }

    @Test
    void countsOfOneSecondAreSummedHoweverTheyCome() throws Exception {
        try (Harness harness = harness()) {
            harness.count(3, 300);
            harness.count(2, 1);
            harness.count(3, 300);
            assertEquals(List.of(3L), harness.aboveUpTo(10));
            harness.count(3, 300);
            assertEquals(List.of(), harness.aboveUpTo(20), "late");
        }
    }

    @Test
    void theThresholdIsLearnedOverWeeksSurvivesASavepointAndIsForgottenWithTheTraffic()
            throws Exception {
        OperatorSubtaskState savepoint;
        try (Harness harness = harness()) {
            // Ten days at 1000 a second, but for every tenth minute at 4000: that is the P95.
            for (int second = 0; second < 10 * DAY; second += 20) {
                harness.count(second, second / 60 % 10 == 0 ? 80_000 : 20_000);
                if (second % 3600 == 0) {
                    harness.aboveUpTo(second - 1);
                }
            }
            harness.aboveUpTo(10 * DAY);
            savepoint = harness.flink.snapshot(1, 1);
        }
        try (Harness harness = new Harness()) {
            harness.flink.initializeState(savepoint);
            harness.flink.open();
            for (int second = 10 * DAY + 60; second < 10 * DAY + 120; second++) {
                harness.count(second, 3900);
            }
            assertEquals(List.of(), harness.aboveUpTo(10 * DAY + 130), "below the P95");
            for (int second = 10 * DAY + 200; second < 10 * DAY + 260; second++) {
                harness.count(second, 6000);
            }
            // Five seconds' worth of 4000 are spent at 2000 a second.
            int above = harness.aboveUpTo(10 * DAY + 300).size();
            assertTrue(above >= 48 && above <= 52, above + " seconds");

            harness.aboveUpTo(18 * DAY);
            assertEquals(0, harness.flink.numKeyedStateEntries());
            assertEquals(0, harness.flink.numEventTimeTimers());
        }
    }

    private static Harness harness() throws Exception {
        Harness harness = new Harness();
        harness.flink.open();
        return harness;
    }

    private static final class Harness implements AutoCloseable {
        private final KeyedOneInputStreamOperatorTestHarness<TcpRateKey, TcpRateCount, OverRate>
                flink =
                        new KeyedOneInputStreamOperatorTestHarness<>(
                                new KeyedProcessOperator<>(new TcpRateFunction(FLOORS)),
                                TcpRateCount::key,
                                TypeInformation.of(TcpRateKey.class));

        Harness() throws Exception {}

        void count(long second, long packets) throws Exception {
            flink.processElement(
                    new StreamRecord<>(new TcpRateCount(KEY, START + second, packets)));
        }

        /** Seconds above the threshold, after event time has passed one. */
        List<Long> aboveUpTo(long second) throws Exception {
            flink.processWatermark(new Watermark((START + second) * 1000 + 999));
            List<Long> above = new ArrayList<>();
            for (Object out : flink.getOutput()) {
                if (out instanceof StreamRecord<?> record) {
                    above.add(((OverRate) record.getValue()).second() - START);
                }
            }
            flink.getOutput().clear();
            return above;
        }

        @Override
        public void close() throws Exception {
            flink.close();
        }
    }
}
