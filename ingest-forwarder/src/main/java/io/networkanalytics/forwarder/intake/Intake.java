package io.networkanalytics.forwarder.intake;

import io.networkanalytics.forwarder.ship.Shipper;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.FlowKey;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.codec.PacketSampleEncoder;
import java.time.Clock;
import java.time.Instant;

/**
 * The one way from inputs to the shipper: complete, choose the partition, number, ship.
 *
 * <p>The partition is chosen here, once: what is sent again, from memory or from disk, goes to the
 * same partition, where the job recognises it by its sequence. Everything that thins or changes
 * samples comes before the sequence, everything that stores or retries comes behind it.
 */
public final class Intake implements NumberedSink {

    private static final String STAGE = "forwarder";

    /** One a thread of an input, since inputs share the intake. */
    private static final ThreadLocal<PacketSampleEncoder> ENCODERS =
            ThreadLocal.withInitial(PacketSampleEncoder::new);

    private final Normalizer normalizer;
    private final Shipper shipper;
    private final SampleThinner thinner;
    private final DeadLetterLimiter limiter;

    /**
     * @param epoch start of this forwarder process; with the exporter and the sequence it
     *     identifies a sample
     * @param metadataBounds bounds of {@code metadata}
     * @param shipper takes the samples
     * @param clock time of samples that have none, and of the limit of dead letters
     */
    public Intake(Instant epoch, MetadataBounds metadataBounds, Shipper shipper, Clock clock) {
        this(epoch, metadataBounds, SampleThinner.NONE, shipper, clock);
    }

    /**
     * @param epoch start of this forwarder process; with the exporter and the sequence it
     *     identifies a sample
     * @param metadataBounds bounds of {@code metadata}
     * @param thinner chooses which samples are shipped
     * @param shipper takes the samples
     * @param clock time of samples that have none, and of the limit of dead letters
     */
    public Intake(
            Instant epoch,
            MetadataBounds metadataBounds,
            SampleThinner thinner,
            Shipper shipper,
            Clock clock) {
        this.normalizer = new Normalizer(epoch, metadataBounds, clock);
        this.thinner = thinner;
        this.shipper = shipper;
        this.limiter = new DeadLetterLimiter(clock);
    }

    @Override
    public void accept(
            Exporter exporter, PacketSample.Builder sample, Acknowledgement acknowledgement)
            throws InterruptedException {
        exporter.meters().received();
        normalizer.number(exporter, sample);
        normalizer.complete(exporter, sample);
        if (!thinner.keeps(sample)) {
            acknowledgement.acknowledged(); // those that are kept stand for it
            return;
        }
        long hash = FlowKey.hash(sample);
        int partition = FlowKey.partition(hash, shipper.partitions());
        ExporterSequence sequence = exporter.sequence();
        synchronized (sequence) {
            sample.setSequence(sequence.next());
            shipper.ship(partition, hash, ENCODERS.get().encode(sample), acknowledgement);
        }
    }

    // Not thinned: a sample that is sent twice would be decided upon twice.
    @Override
    public void acceptNumbered(
            Exporter exporter,
            PacketSample.Builder sample,
            int partitions,
            Acknowledgement acknowledgement)
            throws InterruptedException {
        exporter.meters().received();
        normalizer.complete(exporter, sample);
        long hash = FlowKey.hash(sample);
        int partition = FlowKey.partition(hash, partitions);
        shipper.ship(partition, hash, ENCODERS.get().encode(sample), acknowledgement);
    }

    @Override
    public int partitions() {
        return shipper.partitions();
    }

    @Override
    public void reject(Exporter exporter, Rejection rejection) throws InterruptedException {
        exporter.meters().malformed(rejection.reason());
        if (!limiter.permits(exporter, rejection.reason())) {
            exporter.meters().deadLetterSuppressed(rejection.reason());
            return;
        }
        exporter.meters().deadLetter(rejection.reason());
        shipper.shipDeadLetter(
                new DeadLetter(
                        rejection.receivedAtNanos(),
                        STAGE,
                        rejection.reason(),
                        origin(exporter, rejection.position()),
                        rejection.detail(),
                        rejection.copyOfBytes()));
    }

    private static String origin(Exporter exporter, String position) {
        String origin = exporter.input().name() + " " + exporter.id();
        return position.isEmpty() ? origin : origin + " " + position;
    }
}
