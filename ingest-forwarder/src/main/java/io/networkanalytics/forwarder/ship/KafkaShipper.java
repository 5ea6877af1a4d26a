package io.networkanalytics.forwarder.ship;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.networkanalytics.forwarder.intake.Acknowledgement;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.observe.TopicMeters;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.FlowKey;
import io.networkanalytics.model.Topics;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ships to Kafka with an idempotent producer, which keeps the order within a partition and repeats
 * without end.
 *
 * <p>No failure is silent: what passes is repeated, a refused record is counted and told to its
 * input, and everything else ends the process by way of {@code onFatal}. While Kafka is away,
 * handing in blocks as soon as {@code maxInFlightBytes} are under way.
 */
public final class KafkaShipper implements Shipper, RecordSender {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaShipper.class);

    private final Producer<byte[], byte[]> producer;
    private final int partitions;
    private final ByteBudget inFlight;
    private final PartitionOpening opening;
    private final Consumer<String> onFatal;
    private final TopicMeters samples;
    private final TopicMeters deadLetters;
    private final Counter backpressure;
    private final Runnable sayWaiting = this::sayWaiting;
    private volatile String stopped;

    /**
     * @param producer with the properties of {@link KafkaSettings}; closed by {@link #drain}
     * @param partitions of {@link Topics#PACKET_SAMPLES} at the start of the epoch
     * @param maxInFlightBytes see {@link KafkaSettings}
     * @param metrics counts
     * @param onFatal told once, on any thread, with a message for people; must make the process end
     */
    public KafkaShipper(
            Producer<byte[], byte[]> producer,
            int partitions,
            long maxInFlightBytes,
            ForwarderMetrics metrics,
            Consumer<String> onFatal) {
        this.producer = producer;
        this.partitions = partitions;
        this.inFlight = new ByteBudget(maxInFlightBytes);
        this.opening = new PartitionOpening(partitions);
        this.onFatal = onFatal;
        this.samples = new TopicMeters(metrics.registry(), Topics.PACKET_SAMPLES);
        this.deadLetters = new TopicMeters(metrics.registry(), Topics.DEAD_LETTERS);
        this.backpressure = metrics.registry().counter(ForwarderMetrics.BACKPRESSURE);
        Gauge.builder(ForwarderMetrics.IN_FLIGHT_BYTES, inFlight, ByteBudget::used)
                .register(metrics.registry());
    }

    @Override
    public int partitions() {
        return partitions;
    }

    @Override
    public void ship(int partition, long flowHash, byte[] sample, Acknowledgement acknowledgement)
            throws InterruptedException {
        byte[] key = FlowKey.toBytes(flowHash);
        send(
                new ProducerRecord<>(Topics.PACKET_SAMPLES, partition, key, sample),
                Delivery.to(acknowledgement));
    }

    @Override
    public void shipDeadLetter(DeadLetter letter) throws InterruptedException {
        send(DeadLetterRecords.toRecord(letter), Delivery.to(Acknowledgement.NONE));
    }

    @Override
    public void send(ProducerRecord<byte[], byte[]> record, Delivery delivery)
            throws InterruptedException {
        int bytes = bytes(record);
        if (inFlight.take(bytes, stoppedMessage(), sayWaiting)) {
            backpressure.increment();
        }
        if (record.partition() != null) {
            try {
                opening.enter(record.partition(), stoppedMessage());
            } catch (InterruptedException | ShippingStoppedException e) {
                inFlight.giveBack(bytes);
                throw e;
            }
        }
        enter(record, bytes, delivery);
    }

    @Override
    public boolean trySend(ProducerRecord<byte[], byte[]> record, Delivery delivery)
            throws InterruptedException {
        int bytes = bytes(record);
        if (!inFlight.tryTake(bytes)) {
            return false;
        }
        if (record.partition() != null && !opening.tryEnter(record.partition())) {
            inFlight.giveBack(bytes);
            return false;
        }
        enter(record, bytes, delivery);
        return true;
    }

    private static int bytes(ProducerRecord<byte[], byte[]> record) {
        return record.value().length + (record.key() == null ? 0 : record.key().length);
    }

    private void enter(ProducerRecord<byte[], byte[]> record, int bytes, Delivery delivery)
            throws InterruptedException {
        TopicMeters meters = record.topic().equals(Topics.DEAD_LETTERS) ? deadLetters : samples;
        meters.shipped();
        Attempt attempt = new Attempt(record.partition(), bytes, meters, delivery);
        // A transient failure inside send() means that the record never entered the producer: the
        // same
        // thread tries again before it lets the next one in, so the order stays.
        do {
            attempt.enteredProducer = true;
            hand(record, attempt);
        } while (!attempt.enteredProducer);
    }

    private void hand(ProducerRecord<byte[], byte[]> record, Attempt attempt)
            throws InterruptedException {
        try {
            var unused = producer.send(record, attempt);
        } catch (InterruptException e) {
            attempt.notInKafka();
            Thread.interrupted();
            throw (InterruptedException)
                    new InterruptedException("stopped while waiting for Kafka").initCause(e);
        } catch (KafkaException | IllegalStateException e) {
            attempt.notInKafka();
            fatal(e);
            throw new ShippingStoppedException(stoppedMessage(), e);
        }
    }

    /** One record on its way, and what its end means. */
    private final class Attempt implements Callback {
        private final Thread sender = Thread.currentThread();
        private final Integer partition;
        private final int bytes;
        private final TopicMeters meters;
        private final Delivery delivery;
        // Written and read by the sender alone: the producer's thread never sees its own thread
        // here.
        private boolean enteredProducer;

        /**
         * @param partition null: any
         */
        Attempt(Integer partition, int bytes, TopicMeters meters, Delivery delivery) {
            this.partition = partition;
            this.bytes = bytes;
            this.meters = meters;
            this.delivery = delivery;
        }

        void notInKafka() {
            inFlight.giveBack(bytes);
            if (partition != null) {
                opening.failed(partition);
            }
        }

        @Override
        public void onCompletion(RecordMetadata metadata, Exception failure) {
            if (failure == null) {
                if (partition != null) {
                    opening.delivered(partition);
                }
                meters.acknowledged(bytes);
                inFlight.giveBack(bytes);
                delivery.delivered();
                return;
            }
            FailureClass failureClass = FailureClass.of(failure);
            if (Thread.currentThread() == sender
                    && failureClass == FailureClass.TRANSIENT
                    && stopped == null) {
                LOG.warn(
                        "{}: Kafka gives no access yet ({}); waiting, nothing is lost",
                        meters.topic(),
                        failure.toString());
                enteredProducer = false;
                return;
            }
            if (failureClass != FailureClass.BAD_DATA) {
                fatal(failure);
            }
            boolean refused = failureClass == FailureClass.BAD_DATA;
            meters.failed(refused ? "refused" : "stopped");
            notInKafka();
            if (refused) {
                delivery.refused(failure.toString());
            } else {
                delivery.stopped(failure.toString());
            }
        }
    }

    @Override
    public boolean drain(Duration deadline) {
        boolean empty = false;
        try {
            empty = inFlight.awaitEmpty(deadline.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stop("the forwarder has stopped");
            producer.close(Duration.ofSeconds(empty ? 10 : 0));
        }
        return empty;
    }

    private void sayWaiting() {
        LOG.warn(
                "{} bytes wait for Kafka's acknowledgement, as many as may (kafka.maxInFlightBytes). With a"
                        + " spool, more goes to it; without, inputs wait and datagrams are lost in the kernel"
                        + " (forwarder_kernel_drops_total)",
                inFlight.used());
    }

    private void fatal(Throwable failure) {
        String message =
                "Kafka refuses records for good: "
                        + failure
                        + ". What was not acknowledged is not in Kafka; repair the cause and start the forwarder again.";
        if (stop(message)) {
            LOG.error(message, failure);
            onFatal.accept(message);
        }
    }

    private synchronized boolean stop(String message) {
        boolean first = stopped == null;
        if (first) {
            stopped = message;
            inFlight.close();
            opening.close();
        }
        return first;
    }

    private String stoppedMessage() {
        String message = stopped;
        return message == null ? "shipping has stopped" : message;
    }
}
