package io.networkanalytics.bench.intake;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.networkanalytics.forwarder.grpc.v1.Acknowledgement;
import io.networkanalytics.forwarder.grpc.v1.SampleIntakeGrpc;
import io.networkanalytics.model.PacketSample;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A program that numbers its samples and does what sample_intake.proto asks of it: it keeps what is
 * not acknowledged, and whenever its stream ends, it opens another one, sends that again and goes
 * on behind it.
 */
public final class NumberedSender {

    /**
     * Something that happens to the other side.
     *
     * @param before the number of the sample before whose first sending it happens, from 1
     * @param unheard so many samples before that are sent and acknowledged, but the sender does not
     *     hear it, as when the network fails first; if the stream ends then, they are sent again
     * @param strike what happens
     */
    public record Blow(long before, long unheard, Runnable strike) {}

    private static final long RETRY_MILLIS = 200;

    private final int port;
    private final Iterator<PacketSample> samples;
    private final Consumer<PacketSample> acknowledgements;
    private final Deque<PacketSample> unacknowledged = new ArrayDeque<>();
    private long made;
    private volatile long acknowledged;
    private long sent;
    private long sentAgainThoughStored;
    private int streams;

    /**
     * @param port of the forwarder's gRPC input on this machine
     * @param samples of one exporter and epoch, with growing sequences; may take its time
     * @param acknowledgements told of each sample once, in order, when it is acknowledged
     */
    public NumberedSender(
            int port, Iterator<PacketSample> samples, Consumer<PacketSample> acknowledgements) {
        this.port = port;
        this.samples = samples;
        this.acknowledgements = acknowledgements;
    }

    /** Samples written to streams, those that were sent again included. */
    public long sent() {
        return sent;
    }

    /** Samples of which the sender knows that they are acknowledged; may be asked at any time. */
    public long acknowledged() {
        return acknowledged;
    }

    /** Of those sent again, samples that the forwarder had acknowledged: they must be repeats. */
    public long sentAgainThoughStored() {
        return sentAgainThoughStored;
    }

    /** Streams it took. */
    public int streams() {
        return streams;
    }

    /**
     * Sends all, and returns when all are acknowledged.
     *
     * @param blows in order
     */
    public void run(List<Blow> blows) throws InterruptedException {
        Deque<Blow> coming = new ArrayDeque<>(blows);
        while (!unacknowledged.isEmpty() || samples.hasNext()) {
            ManagedChannel channel =
                    NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
            Stream stream = new Stream(acknowledged);
            SampleIntakeGrpc.newStub(channel).hand(stream);
            streams++;
            send(stream, List.copyOf(unacknowledged).iterator(), coming);
            stream.finish();
            stream.checkFault();
            forget(stream.heard());
            sentAgainThoughStored += stream.unheard();
            channel.shutdownNow();
        }
    }

    /** Until all are sent or the stream ends. */
    private void send(Stream stream, Iterator<PacketSample> again, Deque<Blow> coming)
            throws InterruptedException {
        while (stream.awaitReady()) {
            PacketSample sample;
            if (again.hasNext()) {
                sample = again.next();
            } else if (samples.hasNext()) {
                beat(stream, coming);
                sample = samples.next();
                unacknowledged.add(sample);
                made++;
            } else {
                return;
            }
            stream.requests.onNext(sample);
            sent++;
            forget(stream.heard());
        }
    }

    private void beat(Stream stream, Deque<Blow> coming) throws InterruptedException {
        long next = made + 1;
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
    }

    private void forget(long heard) {
        while (made - unacknowledged.size() < heard) {
            acknowledgements.accept(unacknowledged.remove());
        }
        acknowledged = heard;
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

        synchronized long heard() {
            return heard;
        }

        /** So many more were acknowledged. */
        synchronized long unheard() {
            return acknowledged - heard;
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
