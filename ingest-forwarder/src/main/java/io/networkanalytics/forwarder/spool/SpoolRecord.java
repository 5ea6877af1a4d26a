package io.networkanalytics.forwarder.spool;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One record of the spool.
 *
 * @param ordinal its number in this spool: each record has the next one, so a gap shows what is
 *     lost
 * @param appendedAtMillis when it came, milliseconds since 1970
 * @param content what Kafka gets
 */
record SpoolRecord(long ordinal, long appendedAtMillis, ProducerRecord<byte[], byte[]> content) {}
