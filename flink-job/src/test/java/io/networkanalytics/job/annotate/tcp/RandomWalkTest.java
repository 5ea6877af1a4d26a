package io.networkanalytics.job.annotate.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.job.annotate.tcp.TableModel.Segment;
import io.networkanalytics.model.PacketSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The tracker against {@link TableModel}, on packets that nobody thought of. */
class RandomWalkTest {

    private static final int WALKS = 2000;
    private static final int STEPS = 60;
    private static final int[] FLAGS = {0x02, 0x12, 0x10, 0x18, 0x11, 0x04, 0x14};
    private static final long[] DISTANCES = {
        0,
        0,
        0,
        0,
        1,
        -1,
        100,
        -100,
        66_000,
        66_001,
        -66_000,
        -66_001,
        1 << 20,
        (1 << 20) + 1,
        -(1 << 20),
        -(1 << 20) - 1,
        300_000_000,
        -300_000_000
    };

    @Test
    void trackerAndModelAgree() {
        Map<String, Integer> seen = new TreeMap<>();
        for (int seed = 0; seed < WALKS; seed++) {
            walk(seed, seen);
        }
        for (String state : List.of("NEW", "OPEN", "CLOSING", "CLOSED")) {
            assertTrue(seen.getOrDefault(state + "/NONE", 0) > 1000, seen.toString());
            assertTrue(seen.getOrDefault(state + "/UNEXPECTED", 0) > 100, seen.toString());
        }
        assertTrue(seen.get("OPEN/OUT_OF_SEQUENCE") > 1000, seen.toString());
        assertTrue(seen.get("CLOSED/ALREADY_CLOSED") > 1000, seen.toString());
        assertTrue(seen.get("-/NOT_FOUND") > 1000, seen.toString());
        assertTrue(seen.get("-/REFUSED") > 100, seen.toString());
    }

    private static void walk(int seed, Map<String, Integer> seen) {
        SplittableRandom random = new SplittableRandom(seed);
        TableModel model = new TableModel();
        Conversation talk = new Conversation(0, false, random.nextBoolean());
        long origin = random.nextLong(1L << 33);
        List<String> trace = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            talk.nowSeconds += random.nextInt(12) == 0 ? random.nextInt(200) : random.nextInt(3);
            int flags = random.nextInt(15) == 0 ? random.nextInt(64) : pick(random);
            int scale = random.nextInt(15);
            Segment segment = segment(random, model, flags, origin);
            trace.add(flags + " " + segment + " scale " + scale + " at " + talk.nowSeconds);
            String expected = model.step(segment, talk.nowSeconds, scale);
            String actual = talk.track(sample(talk, segment, flags, scale)).toString();
            assertEquals(
                    expected,
                    actual,
                    () -> "seed " + seed + "\n" + String.join("\n", trace) + "\n");
            seen.merge(actual, 1, Integer::sum);
        }
    }

    private static int pick(SplittableRandom random) {
        int choice = random.nextInt(12);
        // Mostly packets that carry a connection on, or it is over too soon.
        return choice < FLAGS.length ? FLAGS[choice] : 0x10;
    }

    private static Segment segment(
            SplittableRandom random, TableModel model, int flags, long origin) {
        SegmentKind kind = SegmentKind.of(flags);
        String around = random.nextInt(6) == 0 ? "candidate" : "next";
        long seq = model.kept(around, model.kept("next", origin)) + distance(random);
        long ack = model.kept("una", origin + 77) + distance(random);
        if (kind == SegmentKind.RST && random.nextInt(4) == 0) {
            // A reset with number 0, wherever in the unwrapped numbers the nearest one is.
            seq = Math.round(model.kept("next", origin) / 0x1p32) << 32;
        }
        int payload = random.nextInt(3) == 0 ? random.nextInt(1460) : 0;
        boolean acks = (flags & SegmentKind.ACK_BIT) != 0;
        return new Segment(kind, acks, seq, ack, payload, random.nextInt(65_536));
    }

    private static long distance(SplittableRandom random) {
        return random.nextInt(2) == 0
                ? 0
                : DISTANCES[random.nextInt(DISTANCES.length)] + random.nextInt(3) - 1;
    }

    private static PacketSample.Builder sample(
            Conversation talk, Segment segment, int flags, int scale) {
        return talk.sample("A 0 0 0")
                .setTcpFlags(flags)
                .setIpTotalLength(40 + segment.payload())
                .setTcpSequenceNumber((int) segment.seq())
                .setTcpAcknowledgementNumber((int) segment.ackNumber())
                .setTcpWindowSize(segment.window())
                .setTcpWindowScale(scale);
    }
}
