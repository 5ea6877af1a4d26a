package io.networkanalytics.forwarder.ship;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Dead letters as Kafka records: the original bytes as they came, everything else in headers. */
public final class DeadLetterRecords {

    private DeadLetterRecords() {}

    /** The record of a dead letter, in any partition. */
    public static ProducerRecord<byte[], byte[]> toRecord(DeadLetter letter) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topics.DEAD_LETTERS, letter.payload());
        record.headers()
                .add(DeadLetter.HEADER_REASON, letter.reason().getBytes(UTF_8))
                .add(DeadLetter.HEADER_STAGE, letter.stage().getBytes(UTF_8))
                .add(DeadLetter.HEADER_ORIGIN, letter.origin().getBytes(UTF_8))
                .add(
                        DeadLetter.HEADER_RECEIVED_AT,
                        Long.toString(letter.receivedAtNanos()).getBytes(UTF_8))
                .add(DeadLetter.HEADER_DETAIL, letter.detail().getBytes(UTF_8));
        return record;
    }
}
