package io.networkanalytics.forwarder.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.networkanalytics.forwarder.handin.TestingHandIn;
import io.networkanalytics.forwarder.observe.MetricMap;
import io.networkanalytics.forwarder.ship.HoldingShipper;
import io.networkanalytics.model.PacketSample;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GrpcInputTest {

    private static final int WINDOW = 100;

    @TempDir private Path dir;
    private final HoldingShipper shipper = new HoldingShipper(4);
    private final TestingHandIn testing = new TestingHandIn(shipper);
    private GrpcInput input = start(Optional.empty(), 2);

    @AfterEach
    void stop() {
        shipper.release();
        input.stop(Duration.ofSeconds(5));
    }

    @Test
    void acknowledgesWhatIsSafeAndNothingElse() throws Exception {
        try (TestingSender sender = new TestingSender(input.localAddress())) {
            sender.awaitAcknowledged(0);
            assertEquals(4, sender.acknowledgements.get(0).getPartitions());
            sender.samples.onNext(numbered(1));
            shipper.awaitHeld(1);
            assertEquals(0, sender.acknowledged());
            shipper.release();
            sender.samples.onNext(numbered(2));
            sender.samples.onCompleted();
            assertEquals(Status.Code.OK, sender.awaitEnd().getCode());
            assertEquals(2, sender.acknowledged());
            assertEquals(2, shipper.samples().get(1).getSequence());
        }
    }

    @Test
    void readsNoMoreThanTheWindow() throws Exception {
        try (TestingSender sender = new TestingSender(input.localAddress())) {
            for (int i = 1; i <= 5 * WINDOW; i++) {
                sender.samples.onNext(numbered(i));
            }
            sender.samples.onCompleted();
            shipper.awaitHeld(WINDOW);
            assertEquals(WINDOW, shipper.samples().size());
            shipper.release();
            assertEquals(Status.Code.OK, sender.awaitEnd().getCode());
            assertEquals(5 * WINDOW, sender.acknowledged());
            assertEquals(5 * WINDOW, shipper.samples().size());
        }
    }

    @Test
    void refusedSamplesAreNamedAndTheRestGoesOn() throws Exception {
        shipper.release();
        try (TestingSender sender = new TestingSender(input.localAddress())) {
            sender.samples.onNext(numbered(1));
            sender.samples.onNext(
                    numbered(2).toBuilder()
                            .setSourceAddress(ByteString.copyFrom(new byte[4]))
                            .build());
            sender.samples.onNext(numbered(3));
            sender.samples.onCompleted();
            assertEquals(Status.Code.OK, sender.awaitEnd().getCode());
            var refused =
                    sender.acknowledgements.stream()
                            .flatMap(a -> a.getRefusedList().stream())
                            .toList();
            assertEquals(1, refused.size());
            assertEquals(2, refused.get(0).getNumber());
            assertEquals("bad_address", refused.get(0).getReason());
            assertEquals(3, sender.acknowledged());
            assertEquals(2, shipper.samples().size());
            assertEquals("bad_address", shipper.deadLetters().get(0).reason());
            assertEquals(
                    Map.of(
                            "forwarder.dead.letters input=in reason=bad_address", 1L,
                            "forwarder.interval.defaulted exporter=fw input=in", 2L,
                            "forwarder.malformed exporter=127.0.0.1 input=in reason=bad_address",
                                    1L,
                            "forwarder.samples.received exporter=fw input=in", 2L),
                    MetricMap.of(testing.metrics().registry()));
        }
    }

    @Test
    void aSequenceThatDoesNotGrowEndsTheStream() throws Exception {
        shipper.release();
        try (TestingSender sender = new TestingSender(input.localAddress())) {
            sender.samples.onNext(numbered(5));
            sender.samples.onNext(numbered(4));
            Status end = sender.awaitEnd();
            assertEquals(Status.Code.INVALID_ARGUMENT, end.getCode());
            assertTrue(end.getDescription().startsWith("sequence 4 of exporter fw came after 5"));
        }
    }

    @Test
    void theLaterStreamOfAnEpochTakesOver() throws Exception {
        shipper.release();
        try (TestingSender first = new TestingSender(input.localAddress());
                TestingSender second = new TestingSender(input.localAddress())) {
            first.samples.onNext(numbered(5));
            first.awaitAcknowledged(1);
            second.samples.onNext(numbered(5));
            second.awaitAcknowledged(1);
            first.samples.onNext(numbered(6));
            assertEquals(Status.Code.ABORTED, first.awaitEnd().getCode());
            second.samples.onNext(numbered(6));
            second.awaitAcknowledged(2);
        }
    }

    @Test
    void aStopAcknowledgesWhatItTook() throws Exception {
        try (TestingSender sender = new TestingSender(input.localAddress())) {
            sender.samples.onNext(numbered(1));
            shipper.awaitHeld(1);
            Thread stopping = new Thread(() -> input.stop(Duration.ofSeconds(20)));
            stopping.start();
            shipper.release();
            assertEquals(Status.Code.UNAVAILABLE, sender.awaitEnd().getCode());
            assertEquals(1, sender.acknowledged());
            stopping.join();
        }
    }

    @Test
    void boundsStreamsAndSizes() throws Exception {
        try (TestingSender first = new TestingSender(input.localAddress());
                TestingSender second = new TestingSender(input.localAddress())) {
            first.awaitAcknowledged(0);
            second.awaitAcknowledged(0);
            try (TestingSender third = new TestingSender(input.localAddress())) {
                assertEquals(Status.Code.RESOURCE_EXHAUSTED, third.awaitEnd().getCode());
            }
            shipper.release();
            first.samples.onNext(numbered(1).toBuilder().setRuleId("x".repeat(1_500)).build());
            first.awaitAcknowledged(1);
            assertEquals("too_large", first.acknowledgements.get(1).getRefused(0).getReason());
            first.samples.onNext(numbered(2).toBuilder().setRuleId("x".repeat(5_000)).build());
            assertEquals(Status.Code.CANCELLED, first.awaitEnd().getCode());
        }
    }

    @Test
    void tokenAndPartitionsAreChecked() throws Exception {
        input.stop(Duration.ofSeconds(5));
        Path token = Files.writeString(dir.resolve("token"), "s3cret\n");
        input = start(Optional.of(token), 2);
        assertEnd(Status.Code.UNAUTHENTICATED);
        assertEnd(Status.Code.UNAUTHENTICATED, "authorization", "Bearer other");
        assertEnd(
                Status.Code.INVALID_ARGUMENT, "authorization", "Bearer s3cret", "partitions", "5");
        try (TestingSender sender =
                new TestingSender(
                        input.localAddress(),
                        "authorization",
                        "Bearer s3cret",
                        "partitions",
                        "3")) {
            sender.awaitAcknowledged(0);
            assertEquals(3, sender.acknowledgements.get(0).getPartitions());
        }
    }

    private void assertEnd(Status.Code expected, String... headers) throws InterruptedException {
        try (TestingSender sender = new TestingSender(input.localAddress(), headers)) {
            assertEquals(expected, sender.awaitEnd().getCode());
        }
    }

    private GrpcInput start(Optional<Path> tokenFile, int maxStreams) {
        GrpcInput started =
                new GrpcInput(
                        "in",
                        new GrpcSettings(
                                new InetSocketAddress("127.0.0.1", 0),
                                Optional.empty(),
                                tokenFile,
                                1_000,
                                WINDOW,
                                maxStreams,
                                GrpcSettings.DEFAULT_MAX_CONNECTIONS),
                        testing.handIn(),
                        testing.metrics());
        started.start();
        return started;
    }

    private static PacketSample numbered(long sequence) {
        return PacketSample.newBuilder()
                .setExporterId("fw")
                .setEpochMicros(7)
                .setSequence(sequence)
                .build();
    }
}
