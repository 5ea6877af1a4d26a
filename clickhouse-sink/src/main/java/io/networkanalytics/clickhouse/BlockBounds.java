package io.networkanalytics.clickhouse;

import java.io.Serializable;

/**
 * When a block is closed before the checkpoint does it.
 *
 * @param maxRows 1 to 10,000,000
 * @param maxBytes before compression, 1 KiB to 1 GiB. The open block holds up to twice as much
 *     memory while its columns grow; the last row may exceed it
 */
public record BlockBounds(int maxRows, long maxBytes) implements Serializable {

    /**
     * Half a million rows or 128 MiB: big enough that a subtask and checkpoint normally have one
     * block (a part for the server to merge each), small enough for a heap of a few hundred
     * megabytes.
     */
    public static final BlockBounds DEFAULT = new BlockBounds(500_000, 128L << 20);

    public BlockBounds {
        if (maxRows < 1 || maxRows > 10_000_000) {
            throw new IllegalArgumentException(
                    "maxRows is " + maxRows + ", allowed are 1 to 10000000");
        }
        if (maxBytes < 1024 || maxBytes > 1L << 30) {
            throw new IllegalArgumentException(
                    "maxBytes is " + maxBytes + ", allowed are 1 KiB to 1 GiB");
        }
    }
}
