package io.networkanalytics.model;

/**
 * One record of a compacted topic.
 *
 * @param partition partition of the topic
 * @param offset offset in the partition; of one key a higher one is newer
 * @param key what the record is about
 * @param value JSON, or "" where the key was removed
 */
public record TableRecord(int partition, long offset, String key, String value) {}
