package io.networkanalytics.forwarder.grpc;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.networkanalytics.forwarder.grpc.v1.Acknowledgement;
import io.networkanalytics.forwarder.grpc.v1.SampleIntakeGrpc;
import io.networkanalytics.model.PacketSample;
import java.net.InetSocketAddress;

/** A program that sends and sends and reads nothing, until it is told to. */
final class DeafSender implements AutoCloseable {

    /** As long as nothing moves, it is not read any more. */
    private static final long STILL_MILLIS = 2_000;

    private final ManagedChannel channel;
    private final ClientCall<PacketSample, Acknowledgement> call;

    DeafSender(InetSocketAddress server) {
        channel =
                NettyChannelBuilder.forAddress(server)
                        .usePlaintext()
                        .flowControlWindow(1_024)
                        .build();
        call = channel.newCall(SampleIntakeGrpc.getHandMethod(), CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onReady() {
                        wake();
                    }
                },
                new Metadata());
    }

    void send(PacketSample sample) {
        call.sendMessage(sample);
    }

    /** Waits until it may send; false if that takes too long. */
    synchronized boolean awaitReady() throws InterruptedException {
        long end = System.nanoTime() + STILL_MILLIS * 1_000_000;
        while (!call.isReady()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private synchronized void wake() {
        notifyAll();
    }

    /** Reads all there is. */
    void hear() {
        call.request(Integer.MAX_VALUE);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
