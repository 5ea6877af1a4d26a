package io.networkanalytics.forwarder.grpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.networkanalytics.forwarder.grpc.v1.Acknowledgement;
import io.networkanalytics.forwarder.handin.HandInSession;
import io.networkanalytics.forwarder.ship.ShippingStoppedException;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.codec.MalformedRecordException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One stream of samples. What comes in is handled on gRPC's threads, one at a time, and may wait
 * there for Kafka; what goes out is written on the executor of acknowledgements alone.
 *
 * <p>Samples are asked for one by one, so that never more than {@link #AHEAD} wait in memory to be
 * handled, nor more than the window for their acknowledgement to be sent.
 */
final class SampleStream implements StreamObserver<PacketSample> {

    private static final int AHEAD = 64;

    private final HandInSession session;
    private final StreamWindow window;
    private final GrpcSettings settings;
    private final ServerCallStreamObserver<Acknowledgement> sender;
    private final Executor acknowledgements;
    private final Runnable onEnd;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private long requested;
    private long handled;
    private volatile boolean halfClosed;
    private volatile Status drainStatus;
    private volatile Status ending;

    // Only on the executor of acknowledgements.
    private boolean ended;

    /**
     * @param acknowledgements one thread
     * @param onEnd told once, when nothing more is written
     */
    SampleStream(
            HandInSession session,
            StreamWindow window,
            GrpcSettings settings,
            ServerCallStreamObserver<Acknowledgement> sender,
            Executor acknowledgements,
            Runnable onEnd) {
        this.session = session;
        this.window = window;
        this.settings = settings;
        this.sender = sender;
        this.acknowledgements = acknowledgements;
        this.onEnd = onEnd;
    }

    /** To be called before the service method returns. */
    void begin() {
        sender.disableAutoRequest();
        sender.setOnReadyHandler(this::schedule);
        sender.setOnCancelHandler(() -> end(Status.CANCELLED));
        execute(() -> sender.onNext(window.greeting()));
        askForMore();
    }

    @Override
    public void onNext(PacketSample sample) {
        if (ending != null) {
            return;
        }
        long number = window.receive(sample);
        try {
            checkSize(sample);
            session.accept(sample.toBuilder(), new Settlement(number));
        } catch (MalformedRecordException e) {
            refuse(number, sample, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(Status.UNAVAILABLE.withDescription("the forwarder stops"));
        } catch (ShippingStoppedException e) {
            end(Status.UNAVAILABLE.withDescription(e.getMessage()));
        }
        synchronized (this) {
            handled++;
        }
        askForMore();
    }

    private void checkSize(PacketSample sample) throws MalformedRecordException {
        if (sample.getSerializedSize() > settings.maxSampleBytes()) {
            throw new MalformedRecordException(
                    "too_large",
                    "the sample has "
                            + sample.getSerializedSize()
                            + " bytes; the limit is "
                            + settings.maxSampleBytes()
                            + " (maxSampleBytes)");
        }
    }

    private void refuse(long number, PacketSample sample, MalformedRecordException why) {
        switch (why.reason()) {
            case HandInSession.NOT_GROWING ->
                    end(Status.INVALID_ARGUMENT.withDescription(why.getMessage()));
            case HandInSession.SUPERSEDED -> end(Status.ABORTED.withDescription(why.getMessage()));
            default -> {
                byte[] bytes = sample.toByteArray();
                try {
                    session.refuse(
                            why.reason(),
                            why.getMessage(),
                            "sample " + number,
                            bytes,
                            0,
                            bytes.length);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (ShippingStoppedException e) {
                    end(Status.UNAVAILABLE.withDescription(e.getMessage()));
                }
                window.refuse(number, why.reason(), why.getMessage());
                schedule();
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        // The connection is gone; who comes back sends again what was not acknowledged.
        end(Status.CANCELLED);
    }

    @Override
    public void onCompleted() {
        halfClosed = true;
        schedule();
    }

    /** Takes no more, and ends as soon as all that was taken is acknowledged. */
    void drain() {
        synchronized (this) {
            requested = Long.MAX_VALUE;
        }
        drainStatus = Status.UNAVAILABLE.withDescription("the forwarder stops");
        halfClosed = true;
        schedule();
    }

    /** Ends now. */
    void end(Status status) {
        if (ending == null) {
            ending = status;
        }
        schedule();
    }

    private synchronized void askForMore() {
        long target =
                Math.min(handled + AHEAD, window.acknowledged() + settings.maxUnacknowledged());
        if (target > requested) {
            sender.request((int) (target - requested));
            requested = target;
        }
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            execute(this::write);
        }
    }

    private void execute(Runnable task) {
        try {
            acknowledgements.execute(task);
        } catch (RejectedExecutionException e) {
            // The forwarder has stopped: connections are closed already.
            scheduled.set(false);
        }
    }

    private void write() {
        scheduled.set(false);
        if (ended) {
            return;
        }
        if (ending != null && ending.getCode() == Status.Code.CANCELLED) {
            finish();
            return;
        }
        if (sender.isReady()) {
            window.take().ifPresent(sender::onNext);
            askForMore();
        }
        if (ending != null) {
            finish();
            sender.onError(ending.asRuntimeException());
        } else if (halfClosed && window.isEmpty()) {
            finish();
            if (drainStatus == null) {
                sender.onCompleted();
            } else {
                sender.onError(drainStatus.asRuntimeException());
            }
        }
    }

    private void finish() {
        ended = true;
        session.close();
        onEnd.run();
    }

    /** Of one sample. */
    private final class Settlement implements io.networkanalytics.forwarder.intake.Acknowledgement {
        private final long number;

        Settlement(long number) {
            this.number = number;
        }

        @Override
        public void acknowledged() {
            window.settle(number);
            schedule();
        }

        @Override
        public void failed(String reason) {
            end(Status.UNAVAILABLE.withDescription("sample " + number + ": " + reason));
        }
    }
}
