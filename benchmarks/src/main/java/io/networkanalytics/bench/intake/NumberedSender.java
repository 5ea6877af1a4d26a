package io.networkanalytics.bench.intake;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.networkanalytics.forwarder.grpc.v1.Acknowledgement;
import io.networkanalytics.forwarder.grpc.v1.SampleIntakeGrpc;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.PacketSample;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that numbers its samples and does what sample_intake.proto asks of it: whenever its
 * stream ends, it opens another one and goes on behind the last acknowledged sample.
 */
final class NumberedSender {

    /**
     * Something that happens to the other side.
     *
     * @param before the sequence before whose first sending it happens
     * @param unheard so many samples before that are sent and acknowledged, but the sender does not
     *     hear it, as when the network fails first; if the stream ends then, they are sent again
     * @param strike what happens
     */
    record Blow(long before, long unheard, Runnable strike) {}

    static final String EXPORTER = "chaos";
    private static final long RETRY_MILLIS = 200;

    private final int port;
    private final long epochMicros;
    private final long total;
    private long acknowledged;
    private long sent;
    private long sentAgainThoughStored;
    private int streams;

    NumberedSender(int port, long epochMicros, long total) {
        this.port = port;
        this.epochMicros = epochMicros;
        this.total = total;
    }

    /** Samples written to streams, those that were sent again included. */
    long sent() {
        return sent;
    }

    /** Of those, samples that the forwarder had acknowledged before: they must be repeats. */
    long sentAgainThoughStored() {
        return sentAgainThoughStored;
    }

    /** Streams it took. */
    int streams() {
        return streams;
    }

    /**
     * Sends all, and returns when all are acknowledged.
     *
     * @param blows in order
     */
    void run(List<Blow> blows) throws InterruptedException {
        Deque<Blow> coming = new ArrayDeque<>(blows);
        while (acknowledged < total) {
            ManagedChannel channel =
                    NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
            Stream stream = new Stream(acknowledged);
            SampleIntakeGrpc.newStub(channel).hand(stream);
            streams++;
            for (long next = acknowledged + 1; next <= total && stream.awaitReady(); next++) {
                Blow blow = coming.peek();
                if (blow != null && blow.unheard() > 0 && next == blow.before() - blow.unheard()) {
                    stream.hearNoMore();
                }
                if (blow != null && next == blow.before()) {
                    coming.remove();
                    // Half of them: the rest is anywhere on the way.
                    stream.awaitAcknowledged(next - 1 - blow.unheard() / 2);
                    blow.strike().run();
                }
                stream.requests.onNext(sample(next));
                sent++;
            }
            stream.finish();
            stream.checkFault();
            acknowledged = stream.heard;
            sentAgainThoughStored += stream.acknowledged - stream.heard;
            channel.shutdownNow();
        }
    }

    private PacketSample sample(long sequence) {
        return PacketSample.newBuilder()
                .setExporterId(EXPORTER)
                .setEpochMicros(epochMicros)
                .setSequence(sequence)
                .setSourceSystem("chaos")
                .setSampleInterval(1)
                .setIpProtocol(17)
                .setBytes(100)
                .setSourceAddress(IpAddresses.of(0, 0xFFFF_0A00_0000L | (sequence & 0xFFFF)))
                .setDestinationAddress(IpAddresses.of(0, 0xFFFF_CB00_7101L))
                .setSourcePort((int) (sequence % 50_000) + 1_000)
                .setDestinationPort(53)
                .build();
    }

    private static final class Stream
            implements ClientResponseObserver<PacketSample, Acknowledgement> {

        private final long base;
        private ClientCallStreamObserver<PacketSample> requests;
        private long acknowledged;
        private long heard;
        private boolean deaf;
        private String fault = "";
        private boolean ended;

        Stream(long base) {
            this.base = base;
            this.acknowledged = base;
            this.heard = base;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<PacketSample> observer) {
            requests = observer;
            observer.setOnReadyHandler(this::wake);
        }

        @Override
        public synchronized void onNext(Acknowledgement acknowledgement) {
            if (acknowledgement.getRefusedCount() > 0) {
                fault = "samples are refused: " + acknowledgement.getRefusedList();
            }
            acknowledged = base + acknowledgement.getAcknowledged();
            heard = deaf ? heard : acknowledged;
            notifyAll();
        }

        @Override
        public synchronized void onError(Throwable failure) {
            Status.Code code = Status.fromThrowable(failure).getCode();
            if (code == Status.Code.INVALID_ARGUMENT) {
                fault = "the forwarder blames the sender: " + failure;
            }
            ended = true;
            notifyAll();
        }

        @Override
        public synchronized void onCompleted() {
            ended = true;
            notifyAll();
        }

        synchronized void hearNoMore() {
            deaf = true;
        }

        synchronized void awaitAcknowledged(long sequence) throws InterruptedException {
            while (!ended && acknowledged < sequence) {
                wait(RETRY_MILLIS);
            }
        }

        synchronized void checkFault() {
            if (!fault.isEmpty()) {
                throw new IllegalStateException(fault);
            }
        }

        private synchronized void wake() {
            notifyAll();
        }

        synchronized boolean awaitReady() throws InterruptedException {
            while (!ended && !requests.isReady()) {
                wait(RETRY_MILLIS);
            }
            return !ended;
        }

        /** Half-closes and waits for the end; after a failure a moment, so as not to spin. */
        synchronized void finish() throws InterruptedException {
            if (ended) {
                LockSupport.parkNanos(RETRY_MILLIS * 1_000_000);
                return;
            }
            requests.onCompleted();
            while (!ended) {
                wait(RETRY_MILLIS);
            }
        }
    }
}
