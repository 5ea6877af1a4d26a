package io.networkanalytics.forwarder.sflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LossTest {

    private static final int RATE = 100;
    private static final String OF_AGENT = " exporter=192.0.2.1 input=sf";

    private final SflowFixture sflow = new SflowFixture();

    @Test
    void lostDatagramIsMadeUpForByTheSamplesBehindIt() {
        receive(1, 1, 0);
        receive(3, 3, 0); // datagram 2 with sample 2 is missing
        for (int i = 4; i <= 40; i++) {
            receive(i, i, 0);
        }
        assertEquals(40L * RATE, sum(), "as if nothing had been lost");
        assertEquals(List.of(100L, 113L, 111L, 110L), sflow.intervals().subList(0, 4));
        assertTrue(
                sflow.intervals().subList(30, 39).stream().allMatch(interval -> interval == RATE),
                "paid off");
        assertEquals(
                Map.of(
                        "forwarder.lost" + OF_AGENT + " what=datagrams",
                        1L,
                        "forwarder.lost" + OF_AGENT + " what=samples",
                        1L),
                sflow.metrics());
    }

    @Test
    void dropsOfTheAgentWeighToo() {
        receive(1, 1, 1000);
        receive(2, 2, 1004);
        for (int i = 3; i <= 100; i++) {
            receive(i, i, 1004);
        }
        assertEquals((100L + 4) * RATE, sum());
        assertEquals(
                Map.of("forwarder.lost" + OF_AGENT + " what=agent_drops", 4L), sflow.metrics());
    }

    /**
     * Random loss of a third, with drops: the sum of the intervals is what the agent should have
     * taken.
     */
    @Test
    void sumIsExactUnderHeavyLoss() {
        Random random = new Random(7);
        long due = 0;
        long drops = 0;
        int sequence = 0xFFFF_FF00; // wraps on the way
        for (int i = 0; i < 3000; i++) {
            sequence++;
            int dropped = i < 2900 && random.nextInt(4) == 0 ? random.nextInt(3) : 0;
            drops += dropped;
            boolean lost = i != 0 && i < 2900 && random.nextInt(3) == 0;
            due += 1 + (i == 0 ? 0 : dropped);
            if (!lost) {
                receive(sequence, sequence, drops);
            }
        }
        assertEquals(due * RATE, sum());
        assertTrue(
                sflow.intervals().stream().mapToLong(Long::longValue).max().orElseThrow()
                        < 10L * RATE);
    }

    @Test
    void lateDatagramIsTakenBack() {
        receive(1, 1, 0);
        receive(3, 3, 0);
        receive(2, 2, 0);
        for (int i = 4; i <= 40; i++) {
            receive(i, i, 0);
        }
        // 13 packets were paid before the late one came: an eighth of one interval, once.
        assertNear(40L * RATE, RATE / 8 + 1);
        assertEquals(
                Map.of(
                        "forwarder.lost" + OF_AGENT + " what=datagrams", 1L,
                        "forwarder.lost" + OF_AGENT + " what=samples", 1L,
                        "forwarder.recovered" + OF_AGENT + " what=datagrams", 1L,
                        "forwarder.recovered" + OF_AGENT + " what=samples", 1L),
                sflow.metrics());
    }

    @Test
    void doubledDatagramCountsOnce() {
        receive(1, 1, 0);
        receive(2, 2, 0);
        receive(2, 2, 0);
        receive(1, 1, 0);
        receive(3, 3, 0);
        assertEquals(List.of(100L, 100L, 100L), sflow.intervals());
        assertEquals(
                Map.of("forwarder.skipped" + OF_AGENT + " what=repeated_datagram", 2L),
                sflow.metrics());
    }

    @Test
    void agentThatDoesNotNumberLosesNothing() {
        for (int i = 0; i < 10; i++) {
            sflow.receive(TestingDatagram.header(0, 1000 + i, 1).flow(0, RATE, 0));
        }
        assertEquals(10, sflow.intervals().size());
        assertEquals(10L * RATE, sum());
    }

    @Test
    void agentThatNumbersAcrossDataSourcesLosesNothing() {
        for (int i = 1; i <= 20; i++) {
            sflow.receive(TestingDatagram.header(i, i, 1).flow(i % 2 == 0 ? 3 : 4, i, RATE, 0));
        }
        assertEquals(20L * RATE, sum());
        assertEquals(
                Map.of("forwarder.lost" + OF_AGENT + " what=samples_unexplained", 18L),
                sflow.metrics());
    }

    @Test
    void restartBeginsAnew() {
        sflow.receive(TestingDatagram.header(50, 100_000, 1).flow(500, RATE, 90));
        sflow.receive(TestingDatagram.header(1, 1_000, 1).flow(1, RATE, 0));
        sflow.receive(TestingDatagram.header(2, 2_000, 1).flow(2, RATE, 1));
        assertEquals(3L * RATE + 13, sum(), "one drop after the restart, nothing for the jump");
        assertEquals(
                Map.of(
                        "forwarder.discontinuities" + OF_AGENT, 1L,
                        "forwarder.lost" + OF_AGENT + " what=agent_drops", 1L),
                sflow.metrics());
    }

    @Test
    void longOutageIsNotMadeUpFromWhatComesAfterIt() {
        receive(1, 1, 0);
        receive(1_000_000, 7_000_000, 0);
        assertEquals(2L * RATE, sum());
        assertEquals(Map.of("forwarder.discontinuities" + OF_AGENT, 1L), sflow.metrics());
    }

    /** Notifications have numbers of their own, and no volume that could be made up for. */
    @Test
    void lostNotificationsAreCountedAlone() {
        sflow.receive(TestingDatagram.header(1, 1, 2).flow(1, RATE, 0).discarded(1, 0));
        sflow.receive(TestingDatagram.header(2, 2, 2).flow(2, RATE, 0).discarded(2, 70));
        sflow.receive(TestingDatagram.header(4, 4, 2).flow(3, RATE, 0).discarded(7, 75));
        sflow.receive(TestingDatagram.header(5, 5, 1).discarded(10, 75));
        assertEquals(
                List.of(RATE, 1, RATE, 1, RATE, 1, 1),
                sflow.sink.samples().stream().map(s -> s.getSampleInterval()).toList());
        assertEquals(
                Map.of(
                        "forwarder.lost" + OF_AGENT + " what=datagrams", 1L,
                        "forwarder.lost" + OF_AGENT + " what=notifications", 4L,
                        "forwarder.lost" + OF_AGENT + " what=notifications_unexplained", 2L,
                        "forwarder.lost" + OF_AGENT + " what=notifications_not_sent", 75L),
                sflow.metrics());
    }

    @Test
    void uptimeMayWrap() {
        sflow.receive(TestingDatagram.header(1, 0xFFFF_FFF0L, 1).flow(1, RATE, 0));
        sflow.receive(TestingDatagram.header(2, 10, 1).flow(2, RATE, 0));
        assertEquals(Map.of(), sflow.metrics());
    }

    @Test
    void dataSourcesHaveTheirOwnNumbers() {
        for (int i = 1; i <= 10; i++) {
            sflow.receive(
                    TestingDatagram.header(i, i, 2).flow(3, i, RATE, 0).flow(4, 1000 + i, RATE, 5));
        }
        assertEquals(20L * RATE, sum());
        assertEquals(Map.of(), sflow.metrics());
    }

    @Test
    void intervalNeverOverflows() {
        sflow.receive(TestingDatagram.header(1, 1, 1).flow(1, 0xFFFF_FFFFL, 0));
        sflow.receive(TestingDatagram.header(2, 2, 1).flow(2, 0xFFFF_FFFFL, 0x7FFF_FFFF));
        assertEquals(List.of(0xFFFF_FFFFL, 0xFFFF_FFFFL), sflow.intervals());
    }

    @Test
    void manyAgentsAndDataSourcesAreBounded() {
        for (int i = 0; i < 5000; i++) {
            sflow.receive(
                    new TestingDatagram()
                            .int32(5, 1, 0x0A000000L + i, 0, 1, 1, 1)
                            .flow(1, RATE, 0));
        }
        TestingDatagram many = TestingDatagram.header(1, 1, 450);
        for (int round = 0; round < 10; round++) {
            many = TestingDatagram.header(round + 1L, 1, 450);
            for (int i = 0; i < 450; i++) {
                many.flow(round * 450L + i + 1, 1, RATE, 0);
            }
            sflow.receive(many);
        }
        assertEquals(9500, sflow.sink.samples().size());
        assertEquals(
                4500 - 4096, sflow.metrics().get("forwarder.evictions table=sflow_data_sources"));
        assertEquals(5001 - 4096, sflow.metrics().get("forwarder.evictions table=sflow_agents"));
    }

    private void receive(long datagram, long sample, long drops) {
        sflow.receive(TestingDatagram.header(datagram, 0, 1).flow(sample, RATE, drops));
    }

    private void assertNear(long expected, long tolerance) {
        assertTrue(
                Math.abs(sum() - expected) <= tolerance, () -> sum() + " is not near " + expected);
    }

    private long sum() {
        return sflow.intervals().stream().mapToLong(Long::longValue).sum();
    }
}
