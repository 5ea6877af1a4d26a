package io.networkanalytics.bench.detector;

import io.networkanalytics.model.Account;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** Streams of samples in one order of time, from one exporter. Keeps none of them. */
public final class GeneratedTraffic implements Iterator<LabelledSample> {

    /** Whose addresses are attacked. */
    public static final Account ACCOUNT = new Account(1001, "", "", "");

    private final PriorityQueue<SampledStream> streams = new PriorityQueue<>();
    private final int sampleInterval;
    private final long epochMicros;
    private long sequence;

    GeneratedTraffic(List<SampledStream> streams, int sampleInterval, long epochMicros) {
        this.streams.addAll(streams);
        this.streams.removeIf(stream -> stream.nextNanos() == Long.MAX_VALUE);
        this.sampleInterval = sampleInterval;
        this.epochMicros = epochMicros;
    }

    @Override
    public boolean hasNext() {
        return !streams.isEmpty();
    }

    @Override
    public LabelledSample next() {
        SampledStream stream = streams.poll();
        if (stream == null) {
            throw new NoSuchElementException("the traffic has ended");
        }
        long nanos = stream.nextNanos();
        PacketSample.Builder packet =
                PacketSample.newBuilder()
                        .setVersion(1)
                        .setExporterId("generated")
                        .setEpochMicros(epochMicros)
                        .setSequence(++sequence)
                        .setSourceSystem("sflow")
                        .setColo("lab")
                        .setDirection("ingress")
                        .setSampleInterval(sampleInterval)
                        .setSamplingMode(
                                sampleInterval == 1 ? SamplingMode.UNSAMPLED : SamplingMode.RANDOM)
                        .setObservedAtNanos(nanos)
                        .setReceivedAtNanos(nanos);
        stream.next(packet);
        if (stream.nextNanos() != Long.MAX_VALUE) {
            streams.add(stream);
        }
        return new LabelledSample(
                AnnotatedSample.of(packet.build(), nanos, ACCOUNT), stream.truth());
    }
}
