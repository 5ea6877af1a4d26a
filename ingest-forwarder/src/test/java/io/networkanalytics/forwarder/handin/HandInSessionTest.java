package io.networkanalytics.forwarder.handin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.networkanalytics.forwarder.intake.Acknowledgement;
import io.networkanalytics.forwarder.ship.TestingShipper;
import io.networkanalytics.model.FlowKey;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.codec.MalformedRecordException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandInSessionTest {

    private final TestingShipper shipper = new TestingShipper(4);
    private final HandIn handIn = new TestingHandIn(shipper).handIn();
    private final HandInSession session = handIn.open("192.0.2.1");

    @Test
    void whatIsNotNumberedIsNumberedByTheForwarder() throws Exception {
        accept(session, PacketSample.newBuilder());
        accept(session, PacketSample.newBuilder().setExporterId("fw"));
        accept(session, PacketSample.newBuilder());
        assertEquals(
                List.of("192.0.2.1 1", "fw 1", "192.0.2.1 2"),
                shipper.samples().stream()
                        .map(s -> s.getExporterId() + " " + s.getSequence())
                        .toList());
        assertEquals(
                TestingHandIn.NOW.toEpochMilli() * 1000, shipper.samples().get(0).getEpochMicros());
    }

    @Test
    void whatItsSenderNumberedKeepsItsIdentity() throws Exception {
        accept(session, numbered(7, 5));
        PacketSample sample = shipper.samples().get(0);
        assertEquals("fw", sample.getExporterId());
        assertEquals(7, sample.getEpochMicros());
        assertEquals(5, sample.getSequence());
        assertEquals("json", sample.getSourceSystem());
    }

    @Test
    void thePartitionDependsOnTheNumberThatTheEpochBeganWith() throws Exception {
        try (HandInSession two = handIn.open("peer", 2)) {
            for (int port = 1; port <= 50; port++) {
                accept(two, numbered(7, port).setIpProtocol(6).setSourcePort(port));
            }
        }
        for (TestingShipper.Shipped shipped : shipper.shipped()) {
            assertEquals(FlowKey.partition(shipped.flowHash(), 2), shipped.partition());
        }
        assertEquals(50, shipper.shipped().size());
    }

    @Test
    void halfAnIdentityIsRefused() {
        assertRefused("missing_identity", session, numbered(0, 5));
        assertRefused("missing_identity", session, numbered(7, 0));
        assertRefused("missing_identity", session, numbered(7, 5).clearExporterId());
        assertEquals(List.of(), shipper.samples());
    }

    @Test
    void withinAnEpochSequencesGrow() throws Exception {
        accept(session, numbered(7, 5));
        assertRefused("sequence_not_growing", session, numbered(7, 5));
        assertRefused("sequence_not_growing", session, numbered(7, 4));
        accept(session, numbered(7, 9));
        accept(session, numbered(8, 1));
        accept(session, numbered(7, -1L));
        assertRefused("sequence_not_growing", session, numbered(7, Long.MAX_VALUE));
        assertEquals(4, shipper.samples().size());
    }

    @Test
    void whoComesLastGoesOn() throws Exception {
        accept(session, numbered(7, 5));
        HandInSession second = handIn.open("other");
        accept(second, numbered(7, 5));
        assertRefused("superseded", session, numbered(7, 6));
        accept(second, numbered(7, 6));
        second.close();
        accept(handIn.open("third"), numbered(7, 6));
        assertEquals(4, shipper.samples().size());
    }

    @Test
    void whatBreaksTheContractIsRefusedHere() {
        assertRefused("bad_verdict", session, numbered(7, 5).setVerdict("maybe"));
        assertRefused("out_of_range", session, PacketSample.newBuilder().setSourcePort(65_536));
        assertRefused(
                "bad_exporter_id",
                session,
                PacketSample.newBuilder().setExporterId("x".repeat(256)));
    }

    @Test
    void oneStreamBringsSoManyEpochs() throws Exception {
        for (int epoch = 1; epoch <= HandInSession.MAX_EPOCHS; epoch++) {
            accept(session, numbered(epoch, 1));
        }
        assertRefused("too_many_epochs", session, numbered(1_000_000, 1));
        accept(session, numbered(1, 2));
    }

    private static PacketSample.Builder numbered(long epoch, long sequence) {
        return PacketSample.newBuilder()
                .setExporterId("fw")
                .setEpochMicros(epoch)
                .setSequence(sequence);
    }

    private static void accept(HandInSession session, PacketSample.Builder sample)
            throws Exception {
        session.accept(sample, Acknowledgement.NONE);
    }

    private static void assertRefused(
            String reason, HandInSession session, PacketSample.Builder sample) {
        assertEquals(
                reason,
                assertThrows(MalformedRecordException.class, () -> accept(session, sample))
                        .reason());
    }
}
