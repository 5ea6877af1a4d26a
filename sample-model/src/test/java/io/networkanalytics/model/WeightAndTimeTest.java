package io.networkanalytics.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.model.rollup.PortClass;
import org.junit.jupiter.api.Test;

class WeightAndTimeTest {

    private static final long MINUTE = 60_000_000_000L;

    @Test
    void aSampleStandsForItsIntervalTimesItsCounts() {
        PacketSample.Builder flow =
                PacketSample.newBuilder().setPackets(3).setBytes(4000).setSampleInterval(1000);

        assertEquals(3000, Weight.packets(flow));
        assertEquals(32_000_000, Weight.bits(flow));
    }

    @Test
    void aNotificationStandsForNoVolume() {
        PacketSample.Builder drop =
                PacketSample.newBuilder().setPackets(1).setBytes(40).setSampleInterval(1);
        drop.setSamplingMode(SamplingMode.NOTIFICATION);

        assertEquals(0, Weight.packets(drop));
        assertEquals(0, Weight.bits(drop));
    }

    @Test
    void theLargestIntervalOfTheWireIsUnsigned() {
        assertEquals(
                4_294_967_295L, Weight.interval(PacketSample.newBuilder().setSampleInterval(-1)));
        assertEquals(1, Weight.interval(PacketSample.newBuilder()));
    }

    @Test
    void aWrongClockIsReplacedByTheForwarders() {
        long now = 1_790_000_000_000_000_000L;
        PacketSample.Builder sample = PacketSample.newBuilder().setReceivedAtNanos(now);

        assertEquals(
                now - 5 * MINUTE, EventTime.nanos(sample.setObservedAtNanos(now - 5 * MINUTE)));
        assertEquals(now, EventTime.nanos(sample.setObservedAtNanos(now - 5 * MINUTE - 1)));
        assertEquals(now, EventTime.nanos(sample.setObservedAtNanos(now + 5 * MINUTE + 1)));
        assertEquals(now, EventTime.nanos(sample.setObservedAtNanos(0)));
        assertTrue(EventTime.clockIsWrong(sample));
    }

    @Test
    void onlyStorableTimesAreStorable() {
        assertTrue(EventTime.isStorable(1_790_000_000_000_000_000L));
        assertFalse(EventTime.isStorable(0));
        assertFalse(EventTime.isStorable(-1));
        assertFalse(EventTime.isStorable(Long.MAX_VALUE));
    }

    @Test
    void portsWithoutAServiceShareAClass() {
        assertEquals(443, PortClass.of(443));
        assertEquals(25565, PortClass.of(25565));
        assertEquals(PortClass.USER, PortClass.of(1024));
        assertEquals(PortClass.USER, PortClass.of(49151));
        assertEquals(PortClass.DYNAMIC, PortClass.of(65535));
    }
}
