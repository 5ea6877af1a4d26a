package io.networkanalytics.job.source;

import io.networkanalytics.model.PacketSample;
import java.io.Serializable;

/**
 * A record as it arrived: its bytes, where it stood, and what they decoded to. Public because Flink
 * asks for it.
 *
 * @param partition partition of the topic
 * @param offset offset in the partition
 * @param value the bytes of the record
 * @param sample what they decoded to; the default instance where {@code reason} is set
 * @param reason why they did not decode, or ""
 * @param detail more of it, or ""
 */
public record Arrival(
        int partition, long offset, byte[] value, PacketSample sample, String reason, String detail)
        implements Serializable {

    boolean isMalformed() {
        return !reason.isEmpty();
    }
}
