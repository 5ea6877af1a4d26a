package io.networkanalytics.bench.detector;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.PacketSample;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A capture in the midst of benign traffic: twenty seconds before it, and behind it until every
 * attack has ended. The capture keeps its place within the second.
 */
final class CaptureMix implements Closeable {

    /** Label of the packets of the attack. */
    static final int ATTACK = 1;

    static final int SECONDS_BEFORE = 20;

    /** More than the session gap. */
    private static final int SECONDS_AFTER = 75;

    private static final long START_NANOS = Scenario.START_SECOND * SampledStream.NANOS;
    private static final long SEED = 1;

    private final CaptureSamples capture;
    private final CaptureRule rule;
    private final LoopedBenign benign;
    private final long endNanos;
    private PacketSample.Builder captured;
    private long captureStartNanos;
    private long sequence;

    /**
     * Begins.
     *
     * @param readdressedTo where the benign traffic goes; empty for its own addresses
     */
    CaptureMix(
            Path file,
            CaptureRule rule,
            CaptureFacts facts,
            int sampleInterval,
            BenignCapture benign,
            ByteString readdressedTo)
            throws IOException {
        this.capture = new CaptureSamples(file, sampleInterval);
        this.rule = rule;
        this.benign = new LoopedBenign(benign, START_NANOS, readdressedTo, 1, SEED);
        this.captured = capture.next();
        this.captureStartNanos =
                START_NANOS + SECONDS_BEFORE * SampledStream.NANOS + capture.phaseNanos();
        this.endNanos =
                captureStartNanos + facts.lengthNanos() + SECONDS_AFTER * SampledStream.NANOS;
    }

    /** Time of the capture's first packet, since 1970. */
    long captureStartNanos() {
        return captureStartNanos;
    }

    /**
     * The next sample, in about the order of time: the capture's packets are in its own order.
     *
     * @return null at the end
     */
    LabelledSample next() throws IOException {
        long benignNanos = benign.nextNanos();
        long capturedNanos =
                captured == null ? Long.MAX_VALUE : captureStartNanos + capture.offsetNanos();
        if (capturedNanos <= benignNanos) {
            AnnotatedSample sample = complete(captured.setExporterId("capture"), capturedNanos);
            captured = capture.next();
            return new LabelledSample(sample, rule.matches(sample) ? ATTACK : 0);
        }
        return benignNanos > endNanos
                ? null
                : new LabelledSample(complete(benign.next(), benignNanos), 0);
    }

    private AnnotatedSample complete(PacketSample.Builder packet, long nanos) {
        packet.setEpochMicros(START_NANOS / 1000)
                .setSequence(++sequence)
                .setObservedAtNanos(nanos)
                .setReceivedAtNanos(nanos);
        return AnnotatedSample.of(packet.build(), nanos, GeneratedTraffic.ACCOUNT);
    }

    @Override
    public void close() throws IOException {
        capture.close();
    }
}
