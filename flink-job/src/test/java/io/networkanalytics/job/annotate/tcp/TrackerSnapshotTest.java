package io.networkanalytics.job.annotate.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.model.Account;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.EventTime;
import io.networkanalytics.model.PacketSample;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the operator wrote into a snapshot once, every later version of it goes on with: keys in
 * their key groups, connections, timers and the learning time. Files are added, never changed.
 */
class TrackerSnapshotTest {

    private static final int KEY_GROUPS = 128;

    /** What was said before the snapshot, account by account, and what is said after it. */
    private record Talk(boolean v6, String before, String after, String finding) {}

    private static final List<Talk> TALKS =
            List.of(
                    new Talk(false, "S 1000 0 0", "SA 5000 1001 0 from=server", "NEW"),
                    new Talk(false, "S 1000 0 0; A 1001 5001 0", "A 1001 5001 20", "OPEN"),
                    new Talk(
                            false,
                            "S 1000 0 0 scale=7; SA 5000 1001 0 from=server; A 1001 5001 0",
                            "A 5001 1001 9 from=server",
                            "OPEN"),
                    new Talk(true, "SA 5000 1001 0 from=server", "A 1001 5001 0", "OPEN"),
                    new Talk(true, "S 1000 0 0; A 1001 5001 0; FA 1001 5001 0", "", ""),
                    new Talk(
                            true,
                            "S 1000 0 0; SA 5000 1001 0 from=server; A 1001 5001 0; R 1001 0 0",
                            "A 5001 1001 0 from=server",
                            "CLOSED"));

    @Test
    void goesOnWithVersion1(@TempDir Path folder) throws Exception {
        goesOn(read(folder, "tracker-snapshot-v1.hex"));
    }

    @Test
    void goesOnWithWhatItWritesNow() throws Exception {
        goesOn(write());
    }

    private static OperatorSubtaskState write() throws Exception {
        try (var flink = harness()) {
            flink.open();
            for (int i = 0; i < TALKS.size(); i++) {
                Conversation talk = new Conversation(0, TALKS.get(i).v6(), true);
                for (String line : TALKS.get(i).before().split("; ", -1)) {
                    say(flink, i, talk, line);
                }
            }
            assertEquals(TALKS.size(), flink.numKeyedStateEntries());
            return flink.snapshot(1, 1);
        }
    }

    private static void goesOn(OperatorSubtaskState snapshot) throws Exception {
        try (var flink = harness()) {
            flink.initializeState(snapshot);
            flink.open();
            assertEquals(TALKS.size(), flink.numKeyedStateEntries());
            assertTrue(flink.numEventTimeTimers() >= TALKS.size());
            List<String> expected = new ArrayList<>();
            List<String> found = new ArrayList<>();
            for (int i = 0; i < TALKS.size(); i++) {
                Talk talk = TALKS.get(i);
                if (!talk.after().isEmpty()) {
                    Conversation end = new Conversation(0, talk.v6(), true);
                    found.add(i + " " + say(flink, i, end, talk.after()));
                    expected.add(i + " " + talk.finding() + "/");
                }
            }
            assertEquals(expected, found);
            assertEquals(TALKS.size(), flink.numKeyedStateEntries());
            long hours = Duration.ofHours(3).toMillis();
            flink.processWatermark(new Watermark(nowMillis() + hours));
            assertEquals(0, flink.numKeyedStateEntries() + flink.numEventTimeTimers());
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<
                    ConnectionKey, AnnotatedSample, AnnotatedSample>
            harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(
                        new TcpTrackFunction(TcpSettings.DEFAULT, Duration.ZERO)),
                s -> ConnectionKey.of(s.account().accountId(), s.sample()),
                ConnectionKeySerializer.TYPE,
                KEY_GROUPS,
                1,
                0);
    }

    /** State and reason. */
    private static String say(
            KeyedOneInputStreamOperatorTestHarness<ConnectionKey, AnnotatedSample, AnnotatedSample>
                    flink,
            int account,
            Conversation talk,
            String line)
            throws Exception {
        PacketSample sample = talk.sample(line).build();
        AnnotatedSample annotated =
                AnnotatedSample.of(
                        sample, EventTime.nanos(sample), new Account(account, "", "", ""));
        flink.getOutput().clear();
        flink.processElement(new StreamRecord<>(annotated));
        var awaiting = flink.getSideOutput(TcpTrackFunction.AWAIT_RATE);
        StreamRecord<?> out =
                awaiting == null || awaiting.isEmpty()
                        ? (StreamRecord<?>) flink.getOutput().poll()
                        : awaiting.poll();
        var decision = ((AnnotatedSample) out.getValue()).decision();
        return decision.protocolState() + "/" + decision.reason();
    }

    private static long nowMillis() {
        return new Conversation().nowSeconds * 1000;
    }

    private static OperatorSubtaskState read(Path folder, String name) throws Exception {
        Path file = folder.resolve(name);
        try (var hex = TrackerSnapshotTest.class.getResourceAsStream(name)) {
            String text = new String(hex.readAllBytes(), StandardCharsets.US_ASCII);
            Files.write(file, HexFormat.of().parseHex(text.replaceAll("\\s", "")));
        }
        return OperatorSnapshotUtil.readStateHandle(file.toString());
    }

    /** Writes a new file, to be added under a new name. */
    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        OperatorSnapshotUtil.writeStateHandle(write(), file.toString());
        String hex = HexFormat.of().formatHex(Files.readAllBytes(file));
        Files.writeString(file, hex.replaceAll("(.{120})", "$1\n") + "\n");
    }
}
