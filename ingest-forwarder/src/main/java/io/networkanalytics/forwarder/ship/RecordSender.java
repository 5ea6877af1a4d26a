package io.networkanalytics.forwarder.ship;

import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Takes finished records to Kafka, in the order of the calls within each partition. Safe for any
 * number of threads.
 */
public interface RecordSender {

    /**
     * Hands a record over. Blocks while too much is under way.
     *
     * @param record complete; its arrays are not copied
     * @param delivery told once what became of it
     * @throws InterruptedException while waiting; the record was not taken
     * @throws ShippingStoppedException if shipping has ended; the record was not taken
     */
    void send(ProducerRecord<byte[], byte[]> record, Delivery delivery) throws InterruptedException;

    /**
     * Hands a record over if there is room for it now.
     *
     * @return false if it was not taken
     */
    boolean trySend(ProducerRecord<byte[], byte[]> record, Delivery delivery)
            throws InterruptedException;

    /** See {@link Shipper#drain}. */
    boolean drain(Duration deadline);
}
