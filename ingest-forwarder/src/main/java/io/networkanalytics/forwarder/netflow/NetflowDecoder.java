package io.networkanalytics.forwarder.netflow;

import io.networkanalytics.forwarder.intake.Exporter;
import io.networkanalytics.forwarder.intake.Rejection;
import io.networkanalytics.forwarder.intake.SampleSink;
import io.networkanalytics.forwarder.netflow.SequenceTracker.Records;
import io.networkanalytics.forwarder.sflow.AddressText;
import io.networkanalytics.forwarder.udp.DatagramHandler;
import java.net.InetSocketAddress;
import java.util.zip.CRC32C;

/**
 * Reads datagrams of NetFlow version 5, version 9 (RFC 3954) and IPFIX (RFC 7011), told apart by
 * their first two bytes: every flow record becomes a sample, and so does every packet that PSAMP
 * reports. For one thread; what is known of exporters is shared through {@link DomainTable}.
 */
public final class NetflowDecoder implements DatagramHandler {

    static final int V5 = 5;
    static final int V9 = 9;
    static final int IPFIX = 10;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int IPFIX_HEADER_BYTES = 16;
    private static final int V5_INTERVAL_MASK = 0x3FFF;

    private final DomainTable domains;
    private final SampleSink sink;
    private final V5Reader v5;
    private final SetReader sets;
    private final ByteCursor message = new ByteCursor();
    private final ByteCursor ahead = new ByteCursor();
    private final CRC32C checksum = new CRC32C();
    private final Faults faults = new Faults();

    /**
     * @param domains of the input
     * @param withHeaderBytes whether samples of packets carry {@code header_bytes}
     * @param sink takes samples and rejections
     */
    public NetflowDecoder(DomainTable domains, boolean withHeaderBytes, SampleSink sink) {
        this.domains = domains;
        this.sink = sink;
        RecordHandler records = new RecordHandler(domains, withHeaderBytes, sink);
        this.v5 = new V5Reader(records);
        this.sets = new SetReader(domains, records, sink);
    }

    @Override
    public void handle(
            byte[] buffer, int offset, int length, InetSocketAddress sender, long receivedAtNanos)
            throws InterruptedException {
        message.window(buffer, offset, length);
        faults.begin();
        checksum.reset();
        checksum.update(buffer, offset, length);
        try {
            int version = message.u16();
            switch (version) {
                case V5 -> readV5(sender, receivedAtNanos);
                case V9 -> readV9(sender, receivedAtNanos);
                case IPFIX -> readIpfix(sender, receivedAtNanos);
                default -> throw MalformedMessageException.VERSION_UNSUPPORTED;
            }
        } catch (MalformedMessageException e) {
            faults.note(e, "", 0);
        }
        if (faults.first() != null) {
            Exporter exporter = domains.exporter(sender.getAddress());
            String detail =
                    "datagram of " + length + " bytes from " + AddressText.of(sender.getAddress());
            sink.reject(
                    exporter,
                    new Rejection(
                            faults.first().reason(),
                            detail,
                            faults.position(),
                            receivedAtNanos,
                            buffer,
                            offset,
                            length));
        }
        sets.expireHeld(receivedAtNanos);
    }

    private void readV5(InetSocketAddress sender, long receivedAtNanos)
            throws MalformedMessageException, InterruptedException {
        int count = message.u16();
        int uptimeMillis = message.int32();
        long seconds = message.unsigned32();
        long nanos = message.unsigned32();
        int sequence = message.int32();
        int engine = message.u16();
        int interval = message.u16() & V5_INTERVAL_MASK;
        MessageHeader header =
                new MessageHeader(
                        V5,
                        seconds * NANOS_PER_SECOND + nanos,
                        uptimeMillis,
                        interval,
                        receivedAtNanos);
        Domain domain = domains.domain(sender, V5, engine, false, sequence);
        synchronized (domain) {
            if (isRepeated(domain, sequence)) {
                return;
            }
            int read = v5.read(domain, header, count, message, faults);
            domain.sequence()
                    .arrived(
                            sequence,
                            count,
                            read == count ? Records.of(count) : Records.NOT_KNOWN,
                            uptimeMillis,
                            domain.exporter().meters());
        }
    }

    private void readV9(InetSocketAddress sender, long receivedAtNanos)
            throws MalformedMessageException, InterruptedException {
        int count = message.u16();
        int uptimeMillis = message.int32();
        long seconds = message.unsigned32();
        int sequence = message.int32();
        int sourceId = message.int32();
        MessageHeader header =
                new MessageHeader(V9, seconds * NANOS_PER_SECOND, uptimeMillis, 0, receivedAtNanos);
        readSets(sender, header, sourceId, sequence, count);
    }

    private void readIpfix(InetSocketAddress sender, long receivedAtNanos)
            throws MalformedMessageException, InterruptedException {
        int length = message.u16();
        long seconds = message.unsigned32();
        int sequence = message.int32();
        int domainId = message.int32();
        int sets = length - IPFIX_HEADER_BYTES;
        if (sets < 0) {
            throw MalformedMessageException.BAD_LENGTH;
        }
        if (sets > message.remaining()) {
            // What is there is read.
            faults.note(MalformedMessageException.TRUNCATED, "", 0);
        } else if (sets < message.remaining()) {
            faults.note(MalformedMessageException.BAD_LENGTH, "", 0);
            message.limit(sets);
        }
        MessageHeader header =
                new MessageHeader(IPFIX, seconds * NANOS_PER_SECOND, 0, 0, receivedAtNanos);
        readSets(sender, header, domainId, sequence, 0);
    }

    private void readSets(
            InetSocketAddress sender, MessageHeader header, int id, int sequence, int count)
            throws InterruptedException {
        boolean defines = definesTemplates(header.version());
        Domain domain = domains.domain(sender, header.version(), id, defines, sequence);
        synchronized (domain) {
            if (isRepeated(domain, sequence)) {
                return;
            }
            Records records = sets.read(domain, header, message, faults);
            int lost =
                    domain.sequence()
                            .arrived(
                                    sequence,
                                    count,
                                    records,
                                    header.uptimeMillis(),
                                    domain.exporter().meters());
            domain.owe(lost);
        }
    }

    private boolean isRepeated(Domain domain, int sequence) {
        if (domain.sequence().isRepeated(sequence, (int) checksum.getValue())) {
            domain.exporter().meters().skipped("repeated_datagram");
            return true;
        }
        return false;
    }

    private boolean definesTemplates(int version) {
        ahead.window(message.buffer(), message.position(), message.remaining());
        try {
            while (ahead.remaining() >= SetReader.SET_HEADER_BYTES) {
                if (SetReader.definesTemplates(version, ahead.u16())) {
                    return true;
                }
                ahead.skip(Math.max(0, ahead.u16() - SetReader.SET_HEADER_BYTES));
            }
        } catch (MalformedMessageException e) {
            return false; // said when it is read
        }
        return false;
    }
}
