package io.networkanalytics.clickhouse;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.TaskInfo;

/**
 * The blocks of one subtask that are closed and not yet in ClickHouse, with their bytes.
 *
 * <p>Flink holds them on the heap: with the writer until the barrier, then with the committer until
 * the checkpoint is complete, and for as long as checkpoints fail. It tells neither of the two what
 * the other has, and gives the writer no sign of a completed checkpoint, so that this is where they
 * meet. It works because Flink chains them into one task; where something keeps them apart, no
 * committer is attached and the writer counts only what it has closed since the last barrier.
 *
 * <p>It is also what lets the committer return to Flink before the server has the blocks, although
 * a return means committed for ever and takes them out of the committer's state: from that moment
 * they are {@link #underWay}, and every snapshot of the writer holds them until they are inserted.
 * No snapshot can fall between the two, as long as writer and committer run on one thread; the
 * committer asks {@link #isKeptByWriter} first, and inserts before it returns where it is not so.
 */
final class PendingBlocks {

    /**
     * Writer and committer are made from two deserialized copies of the sink, so the meeting is
     * static.
     */
    private static final Map<Key, PendingBlocks> OPEN = new ConcurrentHashMap<>();

    private record Key(UUID sink, int subtask, int attempt) {}

    private final Key key;
    private final Map<UUID, Long> bytesByToken = new ConcurrentHashMap<>();
    private int users;
    private volatile boolean committerAttached;
    private final Map<UUID, InsertBlock> underWay = new ConcurrentHashMap<>();

    /** The thread whose snapshots hold what is under way; null if there is none. */
    private volatile Thread writer;

    private volatile InsertFailedException failure;

    private PendingBlocks(Key key) {
        this.key = key;
    }

    static PendingBlocks openForWriter(UUID sink, TaskInfo task) {
        PendingBlocks blocks = open(sink, task, false);
        blocks.writer = Thread.currentThread();
        return blocks;
    }

    static PendingBlocks openForCommitter(UUID sink, TaskInfo task) {
        return open(sink, task, true);
    }

    private static PendingBlocks open(UUID sink, TaskInfo task, boolean committer) {
        return OPEN.compute(
                new Key(sink, task.getIndexOfThisSubtask(), task.getAttemptNumber()),
                (key, open) -> {
                    PendingBlocks blocks = open == null ? new PendingBlocks(key) : open;
                    blocks.users++;
                    blocks.committerAttached |= committer;
                    return blocks;
                });
    }

    void closed(InsertBlock block) {
        bytesByToken.put(block.token(), (long) block.payload().length);
    }

    /** Blocks of a restored checkpoint were never closed here, and count for nothing. */
    void inserted(InsertBlock block) {
        bytesByToken.remove(block.token());
        synchronized (underWay) {
            underWay.remove(block.token());
            underWay.notifyAll();
        }
    }

    /** The writer handed its blocks over at a barrier. */
    void handedOver() {
        if (!committerAttached) {
            bytesByToken.clear();
        }
    }

    /**
     * Whether the calling thread is the writer's, so that its next snapshot holds what is under
     * way.
     */
    boolean isKeptByWriter() {
        return writer == Thread.currentThread();
    }

    /** The writer's snapshots end: what is committed now has to be in the table first. */
    void inputEnded() {
        writer = null;
    }

    /** Committed to Flink, not yet in ClickHouse. */
    void underWay(List<InsertBlock> blocks) {
        blocks.forEach(block -> underWay.put(block.token(), block));
    }

    List<InsertBlock> underWay() {
        return List.copyOf(underWay.values());
    }

    void failed(InsertFailedException cause) {
        synchronized (underWay) {
            failure = cause;
            underWay.notifyAll();
        }
    }

    /** Returns when nothing is under way, or throws what failed. */
    void awaitInserted() throws InsertFailedException, InterruptedException {
        synchronized (underWay) {
            while (!underWay.isEmpty() && failure == null) {
                underWay.wait();
            }
        }
        throwIfFailed();
    }

    void throwIfFailed() throws InsertFailedException {
        if (failure != null) {
            throw failure;
        }
    }

    int count() {
        return bytesByToken.size();
    }

    long bytes() {
        long sum = 0;
        for (long bytes : bytesByToken.values()) {
            sum += bytes;
        }
        return sum;
    }

    void release() {
        OPEN.computeIfPresent(key, (k, open) -> --open.users == 0 ? null : open);
    }

    static int openCount() {
        return OPEN.size();
    }
}
