package io.networkanalytics.forwarder.grpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.Counter;
import io.networkanalytics.forwarder.grpc.v1.Acknowledgement;
import io.networkanalytics.forwarder.grpc.v1.SampleIntakeGrpc;
import io.networkanalytics.forwarder.handin.HandIn;
import io.networkanalytics.forwarder.handin.HandInSession;
import io.networkanalytics.model.PacketSample;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/** The service: opens a {@link SampleStream} for each call, up to a number of them. */
final class IntakeService extends SampleIntakeGrpc.SampleIntakeImplBase {

    private final HandIn handIn;
    private final GrpcSettings settings;
    private final Executor acknowledgements;
    private final Counter refused;
    private final Set<SampleStream> streams = new HashSet<>();

    IntakeService(
            HandIn handIn, GrpcSettings settings, Executor acknowledgements, Counter refused) {
        this.handIn = handIn;
        this.settings = settings;
        this.acknowledgements = acknowledgements;
        this.refused = refused;
    }

    @Override
    public StreamObserver<PacketSample> hand(StreamObserver<Acknowledgement> answers) {
        int partitions = CallGate.PARTITIONS.get();
        HandInSession session = handIn.open(CallGate.PEER.get(), partitions);
        SampleStream[] self = new SampleStream[1];
        SampleStream stream =
                new SampleStream(
                        session,
                        new StreamWindow(settings.maxUnacknowledged(), partitions),
                        settings,
                        (ServerCallStreamObserver<Acknowledgement>) answers,
                        acknowledgements,
                        () -> ended(self[0]));
        self[0] = stream;
        boolean room = begun(stream);
        stream.begin();
        if (!room) {
            refused.increment();
            stream.end(
                    Status.RESOURCE_EXHAUSTED.withDescription(
                            "there are "
                                    + settings.maxStreams()
                                    + " streams already (maxStreams); try again later"));
        }
        return stream;
    }

    private synchronized boolean begun(SampleStream stream) {
        if (streams.size() >= settings.maxStreams()) {
            return false;
        }
        return streams.add(stream);
    }

    private synchronized void ended(SampleStream stream) {
        streams.remove(stream);
        notifyAll();
    }

    /** Every stream takes no more and ends when all that it took is acknowledged. */
    synchronized List<SampleStream> drain() {
        streams.forEach(SampleStream::drain);
        return List.copyOf(streams);
    }
}
