package io.networkanalytics.model;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * One record of a topic whose values are text.
 *
 * @param partition partition of the topic
 * @param offset offset in the partition; of one key a higher one is newer
 * @param key what the record is about
 * @param value JSON, or "" where the key was removed
 */
public record TableRecord(int partition, long offset, String key, String value) {

    /**
     * What becomes of a record that cannot be used.
     *
     * @param nowMillis the time, milliseconds since 1970
     * @param stage where it failed
     * @param topic the record's
     * @param reason see {@link DeadLetter#reason}
     * @param detail see {@link DeadLetter#detail}
     * @return its value, kept with the reason
     */
    public DeadLetter deadLetter(
            long nowMillis, String stage, String topic, String reason, String detail) {
        return new DeadLetter(
                nowMillis * 1_000_000L,
                stage,
                reason,
                topic + "/" + partition + "/" + offset,
                detail,
                value.getBytes(UTF_8));
    }
}
