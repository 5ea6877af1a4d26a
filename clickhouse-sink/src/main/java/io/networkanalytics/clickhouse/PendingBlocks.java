package io.networkanalytics.clickhouse;

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

    private PendingBlocks(Key key) {
        this.key = key;
    }

    static PendingBlocks openForWriter(UUID sink, TaskInfo task) {
        return open(sink, task, false);
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
    }

    /** The writer handed its blocks over at a barrier. */
    void handedOver() {
        if (!committerAttached) {
            bytesByToken.clear();
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
