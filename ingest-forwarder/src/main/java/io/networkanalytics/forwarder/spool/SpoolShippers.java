package io.networkanalytics.forwarder.spool;

import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.ship.KafkaSettings;
import io.networkanalytics.forwarder.ship.KafkaShipper;
import io.networkanalytics.forwarder.ship.KafkaShippers;
import io.networkanalytics.forwarder.ship.Shipper;
import io.networkanalytics.forwarder.ship.ShippingStoppedException;
import io.networkanalytics.forwarder.ship.TopicCheck;
import io.networkanalytics.model.Topics;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a spool in front of Kafka. Kafka need not be there, unless it never was. */
public final class SpoolShippers {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolShippers.class);

    /** Kafka is asked, but an edge that knows what it needs does not wait for it. */
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(3);

    private SpoolShippers() {}

    /**
     * Recovers the spool and begins to ship what is in it.
     *
     * @param settings of the spool
     * @param kafka where and how
     * @param patience the longest wait for Kafka, where the spool does not know the partitions
     * @param metrics counts
     * @param clock of the ages of records
     * @param salts any numbers
     * @param onFatal see {@link KafkaShipper}
     * @throws ShippingStoppedException if the spool or Kafka cannot be used
     */
    public static Shipper open(
            SpoolSettings settings,
            KafkaSettings kafka,
            Duration patience,
            ForwarderMetrics metrics,
            Clock clock,
            RandomGenerator salts,
            Consumer<String> onFatal) {
        SpoolDirectory directory = null;
        SpoolLog log = null;
        try {
            directory = SpoolDirectory.take(settings.directory());
            SpoolMeters meters = new SpoolMeters(metrics.registry());
            log = new SpoolLog(settings, meters, SpoolFile::create, clock, salts);
            int partitions = partitions(directory, log, kafka, patience);
            LOG.info(
                    "spool {}: {} records to ship first; {} has {} partitions in this epoch",
                    settings.directory(),
                    log.waiting(),
                    Topics.PACKET_SAMPLES,
                    partitions);
            KafkaShipper sender = KafkaShippers.of(kafka, partitions, metrics, onFatal);
            SpoolShipper shipper =
                    new SpoolShipper(partitions, settings, directory, log, meters, sender, onFatal);
            shipper.start();
            return shipper;
        } catch (IOException e) {
            release(directory, log);
            throw new ShippingStoppedException(
                    "spool "
                            + settings.directory()
                            + " cannot be used: "
                            + e.getMessage()
                            + ". Nothing was started. Repair it or choose another 'spool.directory'.",
                    e);
        } catch (RuntimeException e) {
            release(directory, log);
            throw e;
        }
    }

    private static void release(SpoolDirectory directory, SpoolLog log) {
        if (log != null) {
            log.close();
        }
        if (directory != null) {
            directory.release();
        }
    }

    private static int partitions(
            SpoolDirectory directory, SpoolLog log, KafkaSettings kafka, Duration patience)
            throws IOException {
        OptionalInt before = directory.partitions();
        int now;
        try {
            now =
                    TopicCheck.partitions(
                            kafka,
                            before.isPresent() ? SHORT_PATIENCE : patience,
                            List.of(Topics.PACKET_SAMPLES, Topics.DEAD_LETTERS));
        } catch (ShippingStoppedException e) {
            if (before.isEmpty() || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            LOG.warn("{} Samples go to the spool until it does", e.getMessage());
            return before.getAsInt();
        }
        if (log.waiting() > 0 && before.orElse(0) > now) {
            throw new ShippingStoppedException(
                    "the spool holds "
                            + log.waiting()
                            + " records for "
                            + before.getAsInt()
                            + " partitions, but "
                            + Topics.PACKET_SAMPLES
                            + " has "
                            + now
                            + ". Nothing was shipped. Give the topic its partitions back, or empty the spool's directory"
                            + " to give these records up.",
                    null);
        }
        directory.partitions(now);
        return now;
    }
}
