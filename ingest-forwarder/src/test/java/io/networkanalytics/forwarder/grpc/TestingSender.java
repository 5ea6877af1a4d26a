package io.networkanalytics.forwarder.grpc;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.networkanalytics.forwarder.grpc.v1.Acknowledgement;
import io.networkanalytics.forwarder.grpc.v1.SampleIntakeGrpc;
import io.networkanalytics.model.PacketSample;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A program with one stream. */
final class TestingSender implements StreamObserver<Acknowledgement>, AutoCloseable {

    final List<Acknowledgement> acknowledgements = new ArrayList<>();
    private final ManagedChannel channel;
    final StreamObserver<PacketSample> samples;
    private Status end;

    TestingSender(InetSocketAddress server, String... headers) {
        this(NettyChannelBuilder.forAddress(server).usePlaintext().build(), headers);
    }

    TestingSender(ManagedChannel channel, String... headers) {
        this.channel = channel;
        Metadata metadata = new Metadata();
        for (int i = 0; i < headers.length; i += 2) {
            metadata.put(
                    Metadata.Key.of(headers[i], Metadata.ASCII_STRING_MARSHALLER), headers[i + 1]);
        }
        samples =
                SampleIntakeGrpc.newStub(channel)
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
                        .hand(this);
    }

    @Override
    public synchronized void onNext(Acknowledgement acknowledgement) {
        acknowledgements.add(acknowledgement);
        notifyAll();
    }

    @Override
    public synchronized void onError(Throwable failure) {
        end = Status.fromThrowable(failure);
        notifyAll();
    }

    @Override
    public synchronized void onCompleted() {
        end = Status.OK;
        notifyAll();
    }

    void awaitAcknowledged(long count) throws InterruptedException {
        await("acknowledgement " + count, () -> acknowledged() >= count);
    }

    Status awaitEnd() throws InterruptedException {
        await("the end of the stream", () -> end != null);
        return end;
    }

    /**
     * Waits for an acknowledgement or the end of the stream.
     *
     * @return OK for the acknowledgement
     */
    Status.Code awaitEndOrAcknowledged(long count) throws InterruptedException {
        await("an answer", () -> acknowledged() >= count || end != null);
        synchronized (this) {
            return acknowledged() >= count ? Status.Code.OK : end.getCode();
        }
    }

    synchronized long acknowledged() {
        return acknowledgements.isEmpty()
                ? -1
                : acknowledgements.get(acknowledgements.size() - 1).getAcknowledged();
    }

    private synchronized void await(String what, BooleanSupplier condition)
            throws InterruptedException {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError(
                        "waited 20 s for " + what + "; have " + acknowledgements + ", " + end);
            }
            wait(left);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
