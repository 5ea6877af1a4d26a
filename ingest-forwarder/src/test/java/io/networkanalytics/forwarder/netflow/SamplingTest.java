package io.networkanalytics.forwarder.netflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every way in which exporters say how thinly they sample. */
class SamplingTest {

    /** Addresses, packets, bytes, then ingress interface and sampler. */
    private static final int[] FLOW = {8, 4, 12, 4, 2, 4, 1, 4, 10, 4, 48, 2};

    private final NetflowFixture netflow = new NetflowFixture();
    private int sequence = 1;

    @Test
    void intervalOfTheSystem() {
        options(1, 1, new int[] {1, 4, 34, 4, 35, 1}, set -> set.u32(0, 1000).u8(2));
        flow(3, 0);
        assertIntervals(1000);
    }

    @Test
    void tableOfSamplers() {
        options(
                1,
                1,
                new int[] {1, 4, 48, 2, 49, 1, 50, 4},
                set -> set.u32(0).u16(1).u8(2).u32(100).u32(0).u16(2).u8(2).u32(200));
        flow(3, 1);
        flow(3, 2);
        flow(3, 9);
        assertIntervals(100, 200, 0);
    }

    @Test
    void samplersThatAgreeHoldForFlowsThatNameNone() {
        options(
                1,
                1,
                new int[] {1, 4, 48, 2, 50, 4},
                set -> set.u32(0).u16(1).u32(100).u32(0).u16(2).u32(100));
        flow(3, 0);
        assertIntervals(100);
    }

    @Test
    void samplerMayBeSetToAnotherInterval() {
        for (int interval : new int[] {100, 200}) {
            options(1, 1, new int[] {1, 4, 48, 2, 50, 4}, set -> set.u32(0).u16(1).u32(interval));
            flow(3, 0);
            flow(3, 1);
        }
        options(1, 1, new int[] {1, 4, 48, 2, 50, 4}, set -> set.u32(0).u16(2).u32(300));
        flow(3, 0);
        assertIntervals(100, 100, 200, 200, 0);
    }

    @Test
    void manySamplersDoNotAgree() {
        SamplerIntervals intervals = new SamplerIntervals();
        for (long sampler = 0; sampler < SamplerIntervals.MAX_SAMPLERS; sampler++) {
            intervals.put(sampler, 10);
        }
        assertEquals(10, intervals.agreed());
        intervals.put(-1, 10);
        assertEquals(0, intervals.agreed());
    }

    @Test
    void intervalOfAnotherDomainIsNotOurs() {
        netflow.receive(
                TestingMessage.ipfix(1, 8)
                        .optionsTemplate(400, 1, 149, 4, 305, 4)
                        .set(400, s -> s.u32(8, 50)));
        packets(1);
        assertIntervals(0);
    }

    @Test
    void intervalOfAnInterface() {
        options(1, 1, new int[] {2, 4, 34, 4}, set -> set.u32(3, 10).u32(4, 20));
        flow(3, 0);
        flow(4, 0);
        flow(5, 0);
        assertIntervals(10, 20, 0);
    }

    @Test
    void selectorsOfPsamp() {
        options(2, 1, new int[] {302, 8, 304, 2, 305, 4, 306, 4}, s -> s.u64(5).u16(1).u32(1, 99));
        options(2, 1, new int[] {302, 8, 304, 2, 309, 4, 310, 4}, s -> s.u64(6).u16(3).u32(2, 8));
        options(2, 1, new int[] {302, 8, 304, 2, 311, 8}, s -> s.u64(7).u16(4).u64(bits(0.25)));
        options(2, 1, new int[] {302, 8, 304, 2}, s -> s.u64(8).u16(5));
        options(2, 1, new int[] {301, 8, 302, 8, 302, 8}, s -> s.u64(1, 8, 5));
        options(2, 1, new int[] {301, 8, 302, 8, 302, 8}, s -> s.u64(2, 6, 7));
        packets(1, 1, 2);
        assertIntervals(100, 100, 16);
        assertEquals(SamplingMode.RANDOM, netflow.samples().get(0).getSamplingMode());
    }

    @Test
    void intervalWithoutSpaceIsOneInSoMany() {
        options(2, 1, new int[] {149, 4, 305, 4}, s -> s.u32(7, 500));
        packets(1);
        assertIntervals(500);
    }

    @Test
    void brokenIntervalIsRightInTheSum() {
        options(2, 1, new int[] {149, 4, 309, 4, 310, 4}, s -> s.u32(7, 2, 5));
        packets(IntStream.generate(() -> 1).limit(100).toArray());
        assertEquals(
                250, netflow.samples().stream().mapToInt(PacketSample::getSampleInterval).sum());
    }

    @Test
    void impossibleIntervalsAreNotBelieved() {
        options(2, 1, new int[] {149, 4, 311, 8}, s -> s.u32(7).u64(bits(0)));
        options(2, 1, new int[] {149, 4, 311, 8}, s -> s.u32(7).u64(bits(Double.NaN)));
        options(2, 1, new int[] {149, 4, 311, 4}, s -> s.u32(7).u32(Float.floatToIntBits(-3)));
        options(2, 1, new int[] {149, 4, 309, 4, 310, 4}, s -> s.u32(7, 5, 2));
        packets(1);
        assertIntervals(0);
    }

    @Test
    void lostReportsOfPacketsAreMadeUpFor() {
        options(2, 1, new int[] {149, 4, 305, 4}, s -> s.u32(7, 100));
        int first = sequence;
        for (int i = 0; i < 200; i++) {
            if (i == 50) {
                sequence += 10;
            }
            packets(1);
        }
        long sum = netflow.samples().stream().mapToLong(PacketSample::getSampleInterval).sum();
        assertEquals(100L * (sequence - first), sum);
    }

    private void options(
            int version,
            int scopes,
            int[] template,
            java.util.function.Consumer<TestingMessage> s) {
        int id = 300 + sequence;
        if (version == 1) {
            netflow.receive(
                    TestingMessage.v9(2, sequence++)
                            .optionsTemplate(id, scopes, template)
                            .set(id, s));
        } else {
            netflow.receive(
                    TestingMessage.ipfix(sequence++)
                            .optionsTemplate(id, scopes, template)
                            .set(id, s));
        }
    }

    private void flow(int ingress, int sampler) {
        netflow.receive(
                TestingMessage.v9(2, sequence++)
                        .template(256, FLOW)
                        .set(256, set -> set.u32(1, 2, 3, 400, ingress).u16(sampler)));
    }

    /** Reports of packets: of a selection sequence, an IPv4 header. */
    private void packets(int... selectionSequences) {
        for (int selection : selectionSequences) {
            netflow.receive(
                    TestingMessage.ipfix(sequence++)
                            .template(256, 301, 8, 313, 65535)
                            .set(
                                    256,
                                    set ->
                                            set.u64(selection)
                                                    .u8(20)
                                                    .hex(
                                                            "45000028000000004006000001020304"
                                                                    + "05060708")));
        }
    }

    private void assertIntervals(Integer... expected) {
        assertEquals(List.of(), netflow.reasons());
        assertEquals(
                List.of(expected),
                netflow.samples().stream().map(PacketSample::getSampleInterval).toList());
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }
}
