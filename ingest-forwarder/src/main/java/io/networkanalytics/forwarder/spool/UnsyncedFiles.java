package io.networkanalytics.forwarder.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that may hold bytes that only the kernel has; it closes those that are sealed. */
final class UnsyncedFiles {

    private static final Logger LOG = LoggerFactory.getLogger(UnsyncedFiles.class);

    private final SpoolSettings settings;
    private final SpoolMeters meters;
    private final List<SpoolFile> sealed = new ArrayList<>();
    private SpoolFile open;
    private boolean newNames;
    private boolean written;

    UnsyncedFiles(SpoolSettings settings, SpoolMeters meters) {
        this.settings = settings;
        this.meters = meters;
    }

    synchronized void opened(SpoolFile file) {
        open = file;
        newNames = true;
    }

    synchronized void written() {
        written = true;
    }

    synchronized void sealed(SpoolFile file) {
        open = null;
        if (settings.fsync() == Fsync.NONE) {
            close(file);
        } else {
            sealed.add(file);
        }
    }

    /**
     * Forces all that was written before this call to the disk.
     *
     * @return false if the disk failed: what was written since the last time may not be on it
     */
    boolean sync() {
        List<SpoolFile> closing;
        SpoolFile current;
        boolean names;
        synchronized (this) {
            closing = List.copyOf(sealed);
            sealed.clear();
            current = open;
            names = newNames;
            newNames = false;
            if (!written && !names) {
                closing.forEach(UnsyncedFiles::close);
                return true;
            }
            written = false;
        }
        boolean good = settings.fsync() == Fsync.NONE || force(closing, current, names);
        closing.forEach(UnsyncedFiles::close);
        return good;
    }

    private boolean force(List<SpoolFile> closing, SpoolFile current, boolean names) {
        try {
            for (SpoolFile file : closing) {
                file.force();
            }
            if (current != null) {
                current.force();
            }
            if (names) {
                try (FileChannel directory =
                        FileChannel.open(settings.directory(), StandardOpenOption.READ)) {
                    directory.force(true);
                }
            }
            meters.fsyncs.increment();
            return true;
        } catch (IOException e) {
            LOG.error(
                    "{}: fsync failed: {}. A crash of the machine may lose what was written since the last one. Check"
                            + " the disk",
                    settings.directory(),
                    e.toString());
            return false;
        }
    }

    private static void close(SpoolFile file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("closing a segment: {}", e.toString());
        }
    }
}
