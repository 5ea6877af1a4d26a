package io.networkanalytics.bench.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.networkanalytics.model.PacketSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The tracker on captures, as {@code bin/bench tracker-accuracy} plays them. */
class TrackerAccuracyTest {

    private static final Path BENIGN =
            Path.of(System.getProperty("repository.root", "."))
                    .resolve("../shared/captures/benign");
    private static final int INTERVAL = 10;

    @Test
    void clientToServer() throws IOException {
        AccuracyCount count = count(View.CLIENT_TO_SERVER);
        assertTrue(count.flows() > 300, count.flows() + " flows");
        assertEquals(3, count.withReason(), "see docs/explanation/tcp-tracking.md");
        assertEquals(0, count.refused());
    }

    @Test
    void serverToClient() throws IOException {
        AccuracyCount count = count(View.SERVER_TO_CLIENT);
        assertTrue(count.flows() > 300, count.flows() + " flows");
        assertEquals(2, count.withReason(), "see docs/explanation/tcp-tracking.md");
        assertEquals(18, count.refused());
    }

    @Test
    void bothDirections() throws IOException {
        AccuracyCount count = count(View.BOTH);
        assertEquals(4, count.withReason(), "see docs/explanation/tcp-tracking.md");
        assertEquals(0, count.refused());
    }

    private static AccuracyCount count(View view) throws IOException {
        assumeTrue(Files.isDirectory(BENIGN), BENIGN + " is not there");
        AccuracyCount count = new AccuracyCount(view, INTERVAL);
        for (Path capture : CapturedTcp.captures(BENIGN)) {
            List<PacketSample> samples = CapturedTcp.read(capture);
            CaptureReplay replay = new CaptureReplay(samples);
            var whole = replay.play(view, UnaryOperator.identity());
            whole.values().forEach(flow -> count.add(capture.getFileName().toString(), flow));
            replay.play(view, Thinning.byFlow(INTERVAL))
                    .forEach((key, flow) -> count.addThinned(whole.get(key), flow));
            replay.play(view, Thinning.atRandom(INTERVAL, 1)).values().forEach(count::addRandom);
        }
        assertTrue(count.thinnedAlike(), "flows sampled whole are judged otherwise");
        assertTrue(count.thinnedPackets() > 100, count.thinnedPackets() + " packets");
        assertEquals(0, count.randomFindings(), "packets sampled alone were judged");
        return count;
    }
}
