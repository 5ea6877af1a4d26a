package io.networkanalytics.forwarder.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes no more, pretended and real. */
class FullDiskTest {

    @TempDir private Path folder;

    private final TestingDisk disk = new TestingDisk();

    @Test
    void halfWrittenRecordDoesNotStay() throws Exception {
        SpoolFixture spool =
                new SpoolFixture(SpoolFixture.settings(folder, 1 << 20, Keep.OLDEST), disk);
        spool.append(0, 5);
        disk.room = 20; // less than a record
        assertEquals(SpoolLog.Outcome.DISK, spool.log.append(SpoolFixture.content(99)));
        assertTrue(spool.log.trouble().contains("No space left"), spool.log.trouble());
        assertEquals(SpoolLog.Outcome.DISK, spool.log.append(SpoolFixture.content(99)));
        assertEquals(2, spool.count(SpoolMeters.WRITE_FAILURES));
        disk.room = Long.MAX_VALUE;
        spool.append(5, 10);
        assertEquals("", spool.log.trouble());
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), spool.takeAll());
        assertEquals(10, new SpoolFixture(folder).log.waiting());
    }

    @Test
    void fileThatCannotBeCutBackIsClosed() {
        SpoolFixture spool =
                new SpoolFixture(SpoolFixture.settings(folder, 1 << 20, Keep.OLDEST), disk);
        spool.append(0, 5);
        disk.room = 20;
        disk.truncates = false;
        assertEquals(SpoolLog.Outcome.DISK, spool.log.append(SpoolFixture.content(99)));
        disk.room = Long.MAX_VALUE;
        spool.append(5, 7);
        SpoolFixture next = new SpoolFixture(folder);
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6), next.takeAll());
        assertEquals(0, next.count(SpoolMeters.CORRUPT), "half a record that nobody was told of");
    }

    @Test
    void newestKeptGivesUpTheOldestForRoom() {
        SpoolFixture spool =
                new SpoolFixture(SpoolFixture.settings(folder, 1 << 20, Keep.NEWEST), disk);
        spool.append(0, 100);
        disk.room = 20;
        disk.roomByDelete = true;
        assertEquals(SpoolLog.Outcome.STORED, spool.log.append(SpoolFixture.content(100)));
        long shed = spool.count(SpoolMeters.SHED);
        assertTrue(shed > 10, shed + " shed");
        List<Integer> read = spool.takeAll();
        assertEquals((int) shed, read.get(0));
        assertEquals(100, read.get(read.size() - 1));
        assertEquals(101 - shed, read.size());
    }

    @Test
    void otherFailuresGiveUpNothing() {
        SpoolFixture spool =
                new SpoolFixture(SpoolFixture.settings(folder, 1 << 20, Keep.NEWEST), disk);
        spool.append(0, 100);
        disk.room = 0;
        disk.message = "Input/output error";
        assertEquals(SpoolLog.Outcome.DISK, spool.log.append(SpoolFixture.content(100)));
        assertEquals(0, spool.count(SpoolMeters.SHED));
        assertEquals(100, spool.takeAll().size());
    }

    @Test
    void realFileSystemOfOneMegabyte() throws Exception {
        Path mount = Files.createDirectory(folder.resolve("tmpfs"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", mount.toString()),
                "mounting a file system needs root");
        try {
            SpoolFixture spool =
                    new SpoolFixture(
                            SpoolFixture.settings(mount, 8 << 20, Keep.OLDEST), SpoolFile::create);
            int stored = 0;
            while (spool.log.append(SpoolFixture.content(stored)) == SpoolLog.Outcome.STORED) {
                stored++;
            }
            assertTrue(stored > 3000, stored + " stored");
            assertEquals(stored, spool.log.waiting());
            List<SpoolLog.Batch> batches = spool.takeBatches();
            assertEquals(stored, batches.stream().mapToInt(b -> b.records().size()).sum());
            spool.allDone(batches);
            spool.append(stored, stored + 10);
            assertEquals("", spool.log.trouble(), "there is room again");
            assertEquals(10, spool.takeAll().size());
            spool.log.close();
        } finally {
            assertTrue(run("umount", "-l", mount.toString()), "umount");
        }
    }

    private static boolean run(String... command) throws Exception {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    /** Real files of a disk that can be filled. */
    private static final class TestingDisk implements SpoolFile.Factory {
        private long room = Long.MAX_VALUE;
        private boolean truncates = true;
        private boolean roomByDelete;
        private String message = "No space left on device";
        private Path first;

        @Override
        public SpoolFile create(Path path) throws IOException {
            first = first == null ? path : first;
            SpoolFile file = SpoolFile.create(path);
            return new SpoolFile() {
                @Override
                public void write(ByteBuffer buffer, long position) throws IOException {
                    if (roomByDelete && !Files.exists(first)) {
                        room = Long.MAX_VALUE;
                    }
                    if (buffer.remaining() > room) {
                        file.write(buffer.limit(buffer.position() + (int) room), position);
                        throw new IOException(message);
                    }
                    file.write(buffer, position);
                }

                @Override
                public void truncate(long bytes) throws IOException {
                    if (!truncates) {
                        throw new IOException("Input/output error");
                    }
                    file.truncate(bytes);
                }

                @Override
                public void force() throws IOException {
                    file.force();
                }

                @Override
                public void close() throws IOException {
                    file.close();
                }
            };
        }
    }
}
