package io.networkanalytics.forwarder.handin;

import io.networkanalytics.forwarder.intake.Acknowledgement;
import io.networkanalytics.forwarder.intake.Exporter;
import io.networkanalytics.forwarder.intake.Rejection;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.codec.MalformedRecordException;
import io.networkanalytics.model.codec.PacketSampleCodec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * One stream, connection or request of a sender. For one thread at a time; {@link #supersede} and
 * {@link #close} may come from any.
 */
public final class HandInSession implements AutoCloseable {

    /** Reason: a sequence did not grow within its exporter and epoch. */
    public static final String NOT_GROWING = "sequence_not_growing";

    /** Reason: a later stream of the same exporter and epoch has taken over. */
    public static final String SUPERSEDED = "superseded";

    /** Epochs that one session may bring. */
    static final int MAX_EPOCHS = 1_000;

    static final int MAX_EXPORTER_ID_CHARS = 255;
    private static final int CACHED_EXPORTERS = 64;

    private final HandIn handIn;
    private final String peer;
    private final int partitions;
    private final ConcurrentMap<EpochIdentity, Long> highest = new ConcurrentHashMap<>();
    private final Map<String, Exporter> exporters =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Exporter> eldest) {
                    return size() > CACHED_EXPORTERS;
                }
            };
    private volatile boolean superseded;
    private volatile boolean closed;

    HandInSession(HandIn handIn, String peer, int partitions) {
        this.handIn = handIn;
        this.peer = peer;
        this.partitions = partitions;
    }

    /**
     * Takes a sample, checks it, and passes it on. What its sender numbered keeps its identity; the
     * rest gets one from the forwarder.
     *
     * @param sample changed
     * @param acknowledgement told what became of it, unless this method throws
     * @throws MalformedRecordException if it is refused: nothing was passed on
     * @throws InterruptedException if the forwarder stops meanwhile: nothing was passed on
     */
    public void accept(PacketSample.Builder sample, Acknowledgement acknowledgement)
            throws MalformedRecordException, InterruptedException {
        // Not what the sender says: the forwarder's clock is what wrong clocks are measured by.
        Instant now = handIn.clock().instant();
        sample.setReceivedAtNanos(now.getEpochSecond() * 1_000_000_000 + now.getNano());
        if (sample.getVersion() == 0) {
            sample.setVersion(PacketSampleCodec.VERSION);
        }
        if (sample.getPackets() == 0) {
            sample.setPackets(1); // not told: a packet, as most samples are
        }
        if (sample.getExporterId().length() > MAX_EXPORTER_ID_CHARS) {
            throw new MalformedRecordException(
                    "bad_exporter_id",
                    "exporter_id has "
                            + sample.getExporterId().length()
                            + " characters; the limit is "
                            + MAX_EXPORTER_ID_CHARS);
        }
        if (sample.getEpochMicros() == 0 && sample.getSequence() == 0) {
            if (sample.getExporterId().isEmpty()) {
                sample.setExporterId(peer);
            }
            // Only for the check: the intake gives both.
            PacketSampleCodec.check(sample.setEpochMicros(1).setSequence(1));
            handIn.sink().accept(exporter(sample.getExporterId()), sample, acknowledgement);
            return;
        }
        // A half identity is refused by this.
        PacketSampleCodec.check(sample);
        checkGrowth(sample);
        handIn.sink()
                .acceptNumbered(
                        exporter(sample.getExporterId()), sample, partitions, acknowledgement);
    }

    /**
     * Counts what was refused, and keeps it as a dead letter where the limits allow.
     *
     * @param reason stable
     * @param detail for people
     * @param position where in what was handed in
     * @param bytes holds what was handed in
     * @param offset of its first byte
     * @param length of it
     * @throws InterruptedException if the forwarder stops meanwhile; it is counted
     */
    public void refuse(
            String reason, String detail, String position, byte[] bytes, int offset, int length)
            throws InterruptedException {
        Instant now = handIn.clock().instant();
        handIn.sink()
                .reject(
                        exporter(peer),
                        new Rejection(
                                reason,
                                detail,
                                position,
                                now.getEpochSecond() * 1_000_000_000 + now.getNano(),
                                bytes,
                                offset,
                                length));
    }

    private void checkGrowth(PacketSample.Builder sample) throws MalformedRecordException {
        if (superseded) {
            throw new MalformedRecordException(
                    SUPERSEDED,
                    "another stream or request has continued exporter "
                            + sample.getExporterId()
                            + ", epoch "
                            + Long.toUnsignedString(sample.getEpochMicros())
                            + "; use one at a time");
        }
        EpochIdentity identity = new EpochIdentity(sample.getExporterId(), sample.getEpochMicros());
        Long before = highest.get(identity);
        if (before == null) {
            if (highest.size() >= MAX_EPOCHS) {
                throw new MalformedRecordException(
                        "too_many_epochs",
                        "this stream brought "
                                + MAX_EPOCHS
                                + " exporters or epochs, which is the limit; open another one");
            }
            handIn.own(identity, this);
        } else if (Long.compareUnsigned(sample.getSequence(), before) <= 0) {
            throw new MalformedRecordException(
                    NOT_GROWING,
                    "sequence "
                            + Long.toUnsignedString(sample.getSequence())
                            + " of exporter "
                            + sample.getExporterId()
                            + " came after "
                            + Long.toUnsignedString(before)
                            + ": within an epoch sequences must grow. To send again, open a new stream"
                            + " and begin with the first sample that is not acknowledged");
        }
        highest.put(identity, sample.getSequence());
        if (closed) {
            // It was closed in between, perhaps before it owned this epoch.
            handIn.disown(identity, this);
        }
    }

    private Exporter exporter(String id) {
        Exporter known = exporters.get(id);
        if (known == null) {
            known = handIn.exporters().of(handIn.settings(), id);
            exporters.put(id, known);
        }
        return known;
    }

    /** Another session continues an epoch of this one: nothing numbered is taken any more. */
    void supersede() {
        superseded = true;
    }

    /** The sender is done or gone. From any thread. */
    @Override
    public void close() {
        closed = true;
        highest.keySet().forEach(identity -> handIn.disown(identity, this));
    }
}
