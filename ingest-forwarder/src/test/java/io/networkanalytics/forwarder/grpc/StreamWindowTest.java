package io.networkanalytics.forwarder.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.forwarder.grpc.v1.Acknowledgement;
import io.networkanalytics.model.PacketSample;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamWindowTest {

    private final StreamWindow window = new StreamWindow(3, 4);

    @Test
    void settledInAnyOrderAcknowledgedInTheOrderOfArrival() {
        window.receive(numbered(10));
        window.receive(numbered(11));
        window.receive(numbered(12));
        window.settle(2);
        assertEquals(Optional.empty(), window.take());
        window.settle(1);
        Acknowledgement two = window.take().orElseThrow();
        assertEquals(2, two.getAcknowledged());
        assertEquals(11, two.getSequence());
        assertEquals("fw", two.getExporterId());
        assertEquals(4, two.getPartitions());
        assertFalse(window.isEmpty());
        window.settle(3);
        assertEquals(12, window.take().orElseThrow().getSequence());
        assertTrue(window.isEmpty());
    }

    @Test
    void refusedOnesAreToldOnceAndAreNotTheLastStored() {
        window.receive(numbered(10));
        window.receive(numbered(11));
        window.settle(1);
        window.refuse(2, "bad_address", "why");
        Acknowledgement both = window.take().orElseThrow();
        assertEquals(2, both.getAcknowledged());
        assertEquals(10, both.getSequence());
        assertEquals(2, both.getRefused(0).getNumber());
        assertEquals("bad_address", both.getRefused(0).getReason());
        window.receive(PacketSample.newBuilder());
        window.settle(3);
        Acknowledgement third = window.take().orElseThrow();
        assertEquals(0, third.getRefusedCount());
        assertEquals(10, third.getSequence());
    }

    @Test
    void holdsNoMoreThanItsSize() {
        for (int i = 1; i <= 3; i++) {
            window.receive(numbered(i));
        }
        assertThrows(IllegalStateException.class, () -> window.receive(numbered(4)));
        assertEquals(0, window.greeting().getAcknowledged());
    }

    private static PacketSample.Builder numbered(long sequence) {
        return PacketSample.newBuilder()
                .setExporterId("fw")
                .setEpochMicros(1)
                .setSequence(sequence);
    }
}
