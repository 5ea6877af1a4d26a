package io.networkanalytics.forwarder.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory beside its segments: {@code lock}, held while a forwarder uses it, and {@code
 * partitions}, the partitions that the topic of samples had when the last epoch began (a decimal
 * number and a newline), so that a start does not need Kafka.
 */
final class SpoolDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolDirectory.class);

    private final Path directory;
    private final FileChannel lockFile;

    private SpoolDirectory(Path directory, FileChannel lockFile) {
        this.directory = directory;
        this.lockFile = lockFile;
    }

    /**
     * Makes the directory if need be and takes it, for as long as this process lives.
     *
     * @throws IOException if it cannot be used, or another process uses it
     */
    static SpoolDirectory take(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel channel =
                FileChannel.open(
                        directory.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new IOException("another forwarder uses it; each needs a directory of its own");
        }
        return new SpoolDirectory(directory, channel);
    }

    OptionalInt partitions() throws IOException {
        try {
            return OptionalInt.of(
                    Integer.parseInt(Files.readString(directory.resolve("partitions")).strip()));
        } catch (NoSuchFileException | NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    void partitions(int count) throws IOException {
        Path file = directory.resolve("partitions");
        Path next = directory.resolve("partitions.new");
        Files.writeString(next, count + "\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Lets another process have it. */
    void release() {
        try {
            lockFile.close();
        } catch (IOException e) {
            LOG.warn("{}: {}", directory, e.toString());
        }
    }
}
