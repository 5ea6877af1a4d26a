package io.networkanalytics.job.source;

import io.networkanalytics.model.WireSample;

/**
 * A record as it arrived: where it stood, its bytes and what they decoded to. Public because Flink
 * asks for it.
 *
 * @param partition partition of the topic
 * @param offset offset in the partition
 * @param wire the bytes and their sample, which is the default instance where {@code reason} is set
 * @param reason why they did not decode, or ""
 * @param detail more of it, or ""
 */
public record Arrival(int partition, long offset, WireSample wire, String reason, String detail) {

    boolean isMalformed() {
        return !reason.isEmpty();
    }
}
