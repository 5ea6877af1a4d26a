package io.networkanalytics.bench.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.networkanalytics.testkit.tshark.PcapBytes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code bin/bench detector-accuracy}: its folder, its rules, its mix. */
class DetectorAccuracyTest {

    private static final Path DEMO =
            Path.of(System.getProperty("repository.root", "."), "demo", "capture", "demo.pcap");

    private static final int ETHERNET = 1;

    @TempDir private Path folder;

    /** UDP in IPv6 behind a VLAN tag, of which not even the UDP header is there whole. */
    private static byte[] cutPacket() {
        ByteBuffer frame = ByteBuffer.allocate(14 + 4 + 40 + 4);
        frame.position(12);
        frame.putShort((short) 0x8100).putShort((short) 7).putShort((short) 0x86dd);
        frame.putInt(6 << 28).putShort((short) 500).put((byte) 17).put((byte) 60);
        frame.put(Sources.address(1, true).toByteArray());
        frame.put(Sources.address(2, true).toByteArray());
        frame.putShort((short) 389).putShort((short) 80);
        return frame.array();
    }

    @Test
    void saysWhatIsWrongWithTheFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("a.pcap"), "");
        assertError("does not exist", folder.resolve("absent").toString());
        assertError("is no folder", file.toString());
        assertError("--sample-interval is 0", folder.toString(), "--sample-interval", "0");
        assertError("DIR");
        assertEquals(2, run(new StringWriter(), Files.createDirectory(folder.resolve("b")) + ""));
        assertEquals(0, run(new StringWriter(), "--help"));
    }

    @Test
    void capturesThatAreNoneAreNoSuccess() throws IOException {
        Files.writeString(folder.resolve("a.pcap"), "no capture");
        assertEquals(2, run(new StringWriter(), folder.toString()));
    }

    private static void assertError(String text, String... args) {
        StringWriter err = new StringWriter();
        assertEquals(2, run(err, args));
        assertTrue(err.toString().contains(text), err.toString());
    }

    private static int run(StringWriter err, String... args) {
        return new CommandLine(new DetectorAccuracyBench())
                .setErr(new PrintWriter(err))
                .setOut(new PrintWriter(new StringWriter()))
                .execute(args);
    }

    @Test
    void findsTheRuleBesideACapture() throws IOException {
        Path capture = folder.resolve("flood.v1.pcapng");
        assertEquals(Optional.empty(), CaptureRule.file(capture));
        Path bare = Files.writeString(folder.resolve("flood.v1.rule"), "udp.srcport eq 53\n");
        assertEquals(Optional.of(bare), CaptureRule.file(capture));
        assertEquals(Optional.of(bare), CaptureRule.file(folder.resolve("flood.v1.pcap.gz")));
        Path whole = Files.writeString(folder.resolve("flood.v1.pcapng.rule"), "udp eq");
        assertEquals(Optional.of(whole), CaptureRule.file(capture));
        IOException refused = assertThrows(IOException.class, () -> CaptureRule.of(capture));
        assertTrue(refused.getMessage().contains(whole.toString()), refused.getMessage());
    }

    @Test
    void theDemoWithoutItsAttacksIsBenign() throws IOException {
        // Of 35,221 packets less those that demo/README.md counts as attacks and answers to them.
        assertEquals(35_221 - 4353 - 5522 - 5722 - 2861, BenignCapture.read(DEMO).size());
    }

    @Test
    void mixesACaptureIntoBenignTraffic() throws IOException {
        Path capture = folder.resolve("one.pcap");
        Files.write(capture, PcapBytes.of(ETHERNET, cutPacket(), cutPacket()));
        CaptureRule rule = CaptureRule.everyPacket();
        CaptureFacts facts = CaptureFacts.of(capture, rule);
        assertEquals(2, facts.attackPackets());
        int attack = 0;
        int benign = 0;
        int readdressed = 0;
        long sequence = 0;
        ByteString target = facts.target();
        try (CaptureMix mix =
                new CaptureMix(capture, rule, facts, 500, BenignCapture.read(DEMO), target)) {
            for (var sample = mix.next(); sample != null; sample = mix.next()) {
                var packet = sample.sample().sample();
                assertEquals(++sequence, packet.getSequence());
                assertEquals(sample.truth() == 1 ? 500 : 1, packet.getSampleInterval());
                assertFalse(sample.sample().eventTimeNanos() < mix.captureStartNanos() - 21e9);
                attack += sample.truth();
                benign += 1 - sample.truth();
                readdressed +=
                        sample.truth() == 0 && packet.getDestinationAddress().equals(target)
                                ? 1
                                : 0;
            }
        }
        assertEquals(2, attack);
        assertTrue(benign > 10_000, benign + " benign packets");
        assertTrue(readdressed > 1000, readdressed + " of them at the target of the attack");
    }
}
