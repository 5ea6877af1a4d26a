package io.networkanalytics.forwarder.spool;

import io.networkanalytics.forwarder.intake.Acknowledgement;
import java.util.ArrayList;
import java.util.List;

/**
 * Forces the spool to the disk, on a thread of its own, and acknowledges: with {@link Fsync#ALWAYS}
 * after that, else at once.
 */
final class Syncer {

    /** Acknowledgements that may wait for one fsync; then whoever stores waits, too. */
    private static final int MAX_PENDING = 100_000;

    private static final long IDLE_MILLIS = 60_000;

    private final SpoolSettings settings;
    private final UnsyncedFiles files;
    private final Thread thread = new Thread(this::run, "spool-sync");
    private List<Acknowledgement> pending = new ArrayList<>();
    private boolean stopping;

    Syncer(SpoolSettings settings, UnsyncedFiles files) {
        this.settings = settings;
        this.files = files;
    }

    void start() {
        if (settings.fsync() != Fsync.NONE) {
            thread.start();
        }
    }

    /** The record of this acknowledgement is written. */
    void written(Acknowledgement acknowledgement) throws InterruptedException {
        if (settings.fsync() != Fsync.ALWAYS || acknowledgement == Acknowledgement.NONE) {
            acknowledgement.acknowledged();
            if (settings.fsync() != Fsync.ALWAYS) {
                return;
            }
        }
        synchronized (this) {
            while (pending.size() >= MAX_PENDING && !stopping) {
                wait();
            }
            pending.add(acknowledgement);
            if (pending.size() == 1) {
                notifyAll();
            }
        }
    }

    /** After the last {@link #written}: forces what is left, acknowledges, ends. */
    void stop() {
        synchronized (this) {
            stopping = true;
            notifyAll();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean last = false;
        while (!last) {
            List<Acknowledgement> ready;
            synchronized (this) {
                last = !await();
                ready = pending;
                pending = new ArrayList<>();
                notifyAll();
            }
            boolean good = files.sync();
            for (Acknowledgement acknowledgement : ready) {
                if (acknowledgement == Acknowledgement.NONE) {
                    continue;
                }
                if (good) {
                    acknowledgement.acknowledged();
                } else {
                    acknowledgement.failed("the spool could not be forced to its disk (fsync)");
                }
            }
        }
    }

    /** False once it is to stop. */
    private boolean await() {
        long millis = settings.fsync() == Fsync.ALWAYS ? IDLE_MILLIS : settings.fsyncMillis();
        long end = System.nanoTime() + millis * 1_000_000;
        try {
            while (!stopping && pending.isEmpty()) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return true;
                }
                wait(left / 1_000_000 + 1);
            }
        } catch (InterruptedException e) {
            return false;
        }
        return !stopping;
    }
}
