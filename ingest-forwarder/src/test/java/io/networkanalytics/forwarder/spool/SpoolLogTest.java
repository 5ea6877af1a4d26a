package io.networkanalytics.forwarder.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolLogTest {

    @TempDir private Path folder;

    @Test
    void everythingComesBackInOrderAndGoesWhenItIsDone() throws Exception {
        SpoolFixture spool = new SpoolFixture(folder).append(0, 500);
        assertTrue(SpoolFixture.files(folder).size() > 5, "several segments");
        assertFalse(spool.log.caughtUp());
        List<SpoolLog.Batch> batches = spool.takeBatches();
        assertTrue(spool.log.caughtUp());
        assertEquals(500, batches.stream().mapToInt(b -> b.records().size()).sum());
        assertEquals(500, spool.log.waiting());
        // The last batch first: what Kafka acknowledges early must not drag the rest along.
        int files = SpoolFixture.files(folder).size();
        SpoolLog.Batch last = batches.remove(batches.size() - 1);
        spool.allDone(List.of(last));
        assertTrue(SpoolFixture.files(folder).size() >= files - 1);
        SpoolLog.Batch first = batches.remove(0);
        for (int i = 1; i < first.records().size(); i++) {
            spool.log.done(first.segment());
        }
        assertTrue(Files.exists(first.segment().path), "one record of it is not acknowledged");
        spool.log.done(first.segment());
        assertFalse(Files.exists(first.segment().path), "all of it is acknowledged");
        spool.allDone(batches);
        assertEquals(0, spool.log.waiting());
        spool.log.close();
        assertEquals(List.of(), SpoolFixture.files(folder));
        assertEquals(0, spool.log.bytes());
    }

    @Test
    void killedProcessLosesNothing() {
        new SpoolFixture(folder).append(0, 300); // and never closed
        SpoolFixture second = new SpoolFixture(folder).append(300, 310);
        assertEquals(310, second.log.waiting());
        assertEquals(300, second.count(SpoolMeters.RECOVERED));
        assertEquals(range(0, 310), second.takeAll());
    }

    @Test
    void tornTailAtEveryByteIsCutOff() throws Exception {
        new SpoolFixture(folder).append(0, 6);
        Path file = SpoolFixture.files(folder).get(0);
        byte[] whole = Files.readAllBytes(file);
        List<Integer> ends = recordEnds(whole);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            int bytes = length;
            int sound = (int) ends.stream().filter(end -> end <= bytes).count();
            SpoolFixture spool = new SpoolFixture(folder);
            assertEquals(sound, spool.log.waiting(), "cut at " + length);
            spool.append(sound, sound + 2);
            assertEquals(range(0, sound + 2), spool.takeAll(), "cut at " + length);
            assertEquals(0, spool.count(SpoolMeters.CORRUPT), "cut at " + length);
            long kept = sound == 0 ? 0 : ends.get(sound - 1);
            assertEquals(
                    length - kept,
                    spool.count(SpoolMeters.TORN_BYTES)
                            + (sound == 0 && length >= SegmentHeader.BYTES
                                    ? SegmentHeader.BYTES
                                    : 0),
                    "cut at " + length);
            clear();
        }
    }

    @Test
    void damageAnywhereCostsOnlyTheRecordInIt() throws Exception {
        new SpoolFixture(folder).append(0, 6);
        new SpoolFixture(folder).append(6, 8);
        Path file = SpoolFixture.files(folder).get(0);
        Path next = SpoolFixture.files(folder).get(1);
        byte[] whole = Files.readAllBytes(file);
        byte[] after = Files.readAllBytes(next);
        List<Integer> ends = recordEnds(whole);
        for (int at = SegmentHeader.BYTES; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 + at % 255);
            Files.write(file, damaged);
            Files.write(next, after);
            int offset = at;
            int hit = (int) ends.stream().filter(end -> end <= offset).count();
            SpoolFixture spool = new SpoolFixture(folder);
            List<Integer> expected = range(0, 8);
            expected.remove(Integer.valueOf(hit));
            assertEquals(7, spool.log.waiting(), "damaged at " + at);
            assertEquals(expected, spool.takeAll(), "damaged at " + at);
            assertEquals(1, spool.count(SpoolMeters.CORRUPT), "damaged at " + at);
            assertEquals(1, spool.count(SpoolMeters.CORRUPT_RECORDS), "damaged at " + at);
            clear();
        }
    }

    @Test
    void damageOfTheHeaderCostsTheSegmentAndIsCounted() throws Exception {
        new SpoolFixture(folder).append(0, 6);
        new SpoolFixture(folder).append(6, 8);
        Path file = SpoolFixture.files(folder).get(0);
        byte[] bytes = Files.readAllBytes(file);
        bytes[30] ^= 1;
        Files.write(file, bytes);
        SpoolFixture spool = new SpoolFixture(folder);
        assertEquals(range(6, 8), spool.takeAll());
        assertEquals(6, spool.count(SpoolMeters.CORRUPT_RECORDS));
        assertTrue(
                Files.exists(folder.resolve(file.getFileName() + ".damaged")), "kept for people");
    }

    @Test
    void damageWhileRunningIsFoundWhenItIsRead() throws Exception {
        SpoolFixture spool = new SpoolFixture(folder).append(0, 200);
        Path second = SpoolFixture.files(folder).get(1);
        byte[] bytes = Files.readAllBytes(second);
        Arrays.fill(bytes, 100, 900, (byte) 0);
        Files.write(second, bytes);
        List<Integer> read = spool.takeAll();
        int lost = 200 - read.size();
        assertTrue(lost > 3, "lost " + lost);
        assertEquals(lost, spool.count(SpoolMeters.CORRUPT_RECORDS));
        assertEquals(1, spool.count(SpoolMeters.CORRUPT));
        assertEquals(read.size(), spool.log.waiting());
        assertEquals(read.stream().sorted().toList(), read);
    }

    @Test
    void randomDamageNeverShipsAWrongRecord() throws Exception {
        new SpoolFixture(folder).append(0, 60);
        List<Path> files = SpoolFixture.files(folder);
        List<byte[]> whole = new ArrayList<>();
        for (Path file : files) {
            whole.add(Files.readAllBytes(file));
        }
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            for (int f = 0; f < files.size(); f++) {
                byte[] bytes = whole.get(f).clone();
                for (int i = random.nextInt(4); i > 0; i--) {
                    int at = random.nextInt(bytes.length);
                    int run = Math.min(bytes.length - at, 1 + random.nextInt(60));
                    for (int j = at; j < at + run; j++) {
                        bytes[j] = (byte) random.nextInt();
                    }
                }
                Files.write(files.get(f), Arrays.copyOf(bytes, bytes.length - random.nextInt(3)));
            }
            // takeAll fails on any record that is not what was appended.
            List<Integer> read = new SpoolFixture(folder).takeAll();
            assertEquals(read.stream().sorted().distinct().toList(), read, "seed " + seed);
            clear();
        }
    }

    @Test
    void oldestKept() {
        SpoolFixture spool = full(Keep.OLDEST, 1000);
        List<Integer> read = spool.takeAll();
        assertEquals(range(0, read.size()), read);
        assertTrue(read.size() > 50 && read.size() < 1000, read.size() + " kept");
    }

    @Test
    void newestKeptAndShedIsExact() {
        SpoolFixture spool = full(Keep.NEWEST, 1000);
        long shed = spool.count(SpoolMeters.SHED);
        List<Integer> read = spool.takeAll();
        assertEquals(range((int) shed, 1000), read);
        assertTrue(shed > 500, shed + " shed");
    }

    @Test
    void whatIsOnItsWayIsNotShed() {
        SpoolFixture spool =
                new SpoolFixture(
                        SpoolFixture.settings(folder, 32_768, Keep.NEWEST), SpoolFile::create);
        spool.append(0, 20);
        SpoolLog.Batch sent = spool.log.poll();
        assertEquals(20, sent.records().size());
        appendAll(spool, 20, 1000);
        assertTrue(Files.exists(sent.segment().path), "Kafka has not acknowledged it");
        List<Integer> rest = spool.takeAll();
        long shed = spool.count(SpoolMeters.SHED);
        assertEquals(1000 - 20, rest.size() + shed);
        assertEquals(999, rest.get(rest.size() - 1));
        assertTrue(spool.log.bytes() <= 32_768, "" + spool.log.bytes());
    }

    private SpoolFixture full(Keep keep, int records) {
        SpoolFixture spool =
                new SpoolFixture(SpoolFixture.settings(folder, 16_384, keep), SpoolFile::create);
        int refused = appendAll(spool, 0, records);
        assertEquals(
                records, spool.log.waiting() + spool.count(SpoolMeters.SHED) + refused, "exact");
        assertTrue(spool.log.bytes() <= 16_384, "" + spool.log.bytes());
        return spool;
    }

    private static int appendAll(SpoolFixture spool, int from, int to) {
        int refused = 0;
        for (int i = from; i < to; i++) {
            refused += spool.log.append(SpoolFixture.content(i)) == SpoolLog.Outcome.FULL ? 1 : 0;
        }
        return refused;
    }

    private static List<Integer> recordEnds(byte[] segment) {
        List<Integer> ends = new ArrayList<>();
        int at = SegmentHeader.BYTES;
        while (at < segment.length) {
            at += 8 + java.nio.ByteBuffer.wrap(segment).getInt(at);
            ends.add(at);
        }
        return ends;
    }

    private void clear() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static List<Integer> range(int from, int to) {
        return new ArrayList<>(IntStream.range(from, to).boxed().toList());
    }
}
