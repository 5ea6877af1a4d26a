package io.networkanalytics.clickhouse;

import java.io.IOException;
import org.apache.flink.metrics.Counter;

/**
 * Slows the writer down when too many bytes are pending, instead of stopping it.
 *
 * <p>Pending bytes go away when a checkpoint completes. A write that waited for that would wait for
 * ever: the barrier comes behind the row being written, on the same thread. So beyond the bound the
 * task takes a hundred rows, pauses a tenth of a second, and so on; the source waits behind it,
 * while barriers and notifications get through. Pending bytes then grow by a few hundred kilobytes
 * a second at most. At twice the bound, where no checkpoint has completed for a long time in spite
 * of that, the job fails with the numbers, before the heap does it without.
 */
final class Pacing {

    /** Waits; replaced in tests. */
    @FunctionalInterface
    interface Pause {
        void millis(long millis) throws InterruptedException;
    }

    static final int ROWS_BETWEEN_PAUSES = 100;
    static final long PAUSE_MILLIS = 100;

    private final long maxPendingBytes;
    private final PendingBlocks pending;
    private final Pause pause;
    private final Counter pausedMillis;
    private boolean paced;
    private int rows;

    Pacing(long maxPendingBytes, PendingBlocks pending, Pause pause, Counter pausedMillis) {
        this.maxPendingBytes = maxPendingBytes;
        this.pending = pending;
        this.pause = pause;
        this.pausedMillis = pausedMillis;
    }

    /** To be called whenever the pending bytes may have grown. */
    void blocksPending() {
        paced = pending.bytes() > maxPendingBytes;
    }

    void beforeRow() throws IOException, InterruptedException {
        if (paced) {
            slowDown();
        }
    }

    private void slowDown() throws IOException, InterruptedException {
        if (++rows < ROWS_BETWEEN_PAUSES) {
            return;
        }
        rows = 0;
        long bytes = pending.bytes();
        if (bytes <= maxPendingBytes) {
            paced = false;
            return;
        }
        if (bytes / 2 > maxPendingBytes) {
            throw new IOException(
                    "Too many bytes wait for a checkpoint: "
                            + bytes
                            + " in "
                            + pending.count()
                            + " blocks, maxPendingBytes is "
                            + maxPendingBytes
                            + " and the job fails at twice that, before the heap is full. Checkpoints do not"
                            + " complete, or too seldom for the rate of rows. Nothing is lost: the rows since the"
                            + " last completed checkpoint are read again. Remedy: find out why checkpoints fail;"
                            + " else shorten the checkpoint interval, raise the parallelism, or raise"
                            + " maxPendingBytes together with the heap.");
        }
        pause.millis(PAUSE_MILLIS);
        pausedMillis.inc(PAUSE_MILLIS);
    }
}
