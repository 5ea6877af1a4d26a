package io.networkanalytics.stack;

/**
 * Sizes of Flink's processes, in MiB. A TaskManager's resident size is roughly their sum plus
 * {@value #FIXED_MEGABYTES}.
 *
 * @param jobManagerHeap JVM heap of the JobManager
 * @param taskHeap heap for user code and heap state of one TaskManager, all slots together
 * @param managed memory of RocksDB of one TaskManager, all slots together
 * @param network network buffers of one TaskManager
 */
public record FlinkMemory(int jobManagerHeap, int taskHeap, int managed, int network) {
    static final int FRAMEWORK_HEAP = 128;
    static final int FRAMEWORK_OFF_HEAP = 128;
    static final int TASK_OFF_HEAP = 128;
    static final int METASPACE = 256;
    static final int OVERHEAD = 192;
    static final int FIXED_MEGABYTES =
            FRAMEWORK_HEAP + FRAMEWORK_OFF_HEAP + TASK_OFF_HEAP + METASPACE + OVERHEAD;

    /** Checks that all are positive. */
    public FlinkMemory {
        if (jobManagerHeap <= 0 || taskHeap <= 0 || managed <= 0 || network <= 0) {
            throw new IllegalArgumentException(
                    "Sizes must be positive MiB: jobManagerHeap "
                            + jobManagerHeap
                            + ", taskHeap "
                            + taskHeap
                            + ", managed "
                            + managed
                            + ", network "
                            + network);
        }
    }

    /** Enough for the project's job in two slots, on a machine where the whole stack has 6 GiB. */
    public static FlinkMemory standard() {
        return new FlinkMemory(512, 1536, 512, 128);
    }

    /** JVM heap of a TaskManager. */
    int taskManagerHeap() {
        return FRAMEWORK_HEAP + taskHeap;
    }

    /** Direct memory of a TaskManager. */
    int taskManagerDirect() {
        return FRAMEWORK_OFF_HEAP + TASK_OFF_HEAP + network;
    }
}
