package io.networkanalytics.bench.tracker;

import io.networkanalytics.job.annotate.tcp.ConnectionKey;
import io.networkanalytics.job.annotate.tcp.SampleFitness;
import io.networkanalytics.job.annotate.tcp.SegmentKind;
import io.networkanalytics.job.annotate.tcp.TcpPacket;
import io.networkanalytics.job.annotate.tcp.TcpSettings;
import io.networkanalytics.job.annotate.tcp.TcpTracker;
import io.networkanalytics.model.PacketSample;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Plays the packets of one capture to the tracker as one observer sees them. Counts only flows
 * whose first packet in the capture is the SYN that opens them: of another the beginning is missing
 * and nothing can be known.
 */
final class CaptureReplay {

    private final Map<ConnectionKey, PacketSample> openings = new HashMap<>();
    private final List<PacketSample> samples;

    CaptureReplay(List<PacketSample> samples) {
        this.samples = samples;
        for (PacketSample sample : samples) {
            openings.putIfAbsent(ConnectionKey.of(0, sample), sample);
        }
        openings.values().removeIf(s -> SegmentKind.of(s.getTcpFlags()) != SegmentKind.SYN);
    }

    /**
     * @param thin gives the sample as it is when sampled, or null if it is not chosen
     * @return the flows of which the observer sees anything, in the order of the capture
     */
    Map<ConnectionKey, TrackedFlow> play(View view, UnaryOperator<PacketSample> thin) {
        Map<ConnectionKey, TrackedFlow> flows = new LinkedHashMap<>();
        TcpTracker tracker = new TcpTracker(TcpSettings.DEFAULT);
        TcpPacket packet = new TcpPacket();
        for (PacketSample whole : samples) {
            ConnectionKey key = ConnectionKey.of(0, whole);
            PacketSample opening = openings.get(key);
            if (opening == null || !view.sees(sameSource(opening, whole))) {
                continue;
            }
            PacketSample sample = thin.apply(whole);
            if (sample == null) {
                continue;
            }
            TrackedFlow flow = flows.computeIfAbsent(key, k -> new TrackedFlow(opening));
            if (TcpPacket.fitness(sample) == SampleFitness.TRACKABLE) {
                flow.add(
                        whole.getSequence(),
                        tracker.track(
                                flow.connection,
                                packet.read(sample),
                                whole.getObservedAtNanos() / 1_000_000_000L,
                                false));
            }
        }
        return flows;
    }

    private static boolean sameSource(PacketSample a, PacketSample b) {
        return a.getSourcePort() == b.getSourcePort()
                && a.getSourceAddress().equals(b.getSourceAddress());
    }
}
