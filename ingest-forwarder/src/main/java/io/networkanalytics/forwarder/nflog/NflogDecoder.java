package io.networkanalytics.forwarder.nflog;

import io.networkanalytics.forwarder.intake.Acknowledgement;
import io.networkanalytics.forwarder.intake.Exporter;
import io.networkanalytics.forwarder.intake.Rejection;
import io.networkanalytics.forwarder.intake.SampleSink;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import io.networkanalytics.model.packet.DecodeResult;
import io.networkanalytics.model.packet.LinkType;
import io.networkanalytics.model.packet.PacketDecoder;

/**
 * Makes samples of log messages, see {@link NflogPrefix}. A message whose prefix has another form
 * is kept, with the prefix in {@code metadata} under {@code nflog_prefix}, and stands for one
 * packet. For one thread.
 */
public final class NflogDecoder {

    /** Reason under which prefixes of another form are counted; their samples are kept. */
    public static final String BAD_PREFIX = "bad_prefix";

    private final Exporter exporter;
    private final MarkBits marks;
    private final InterfaceNames names;
    private final NflogSequence sequence;
    private final SampleSink sink;
    private final PacketDecoder packets;
    private final NflogMessage message = new NflogMessage();
    private final PrefixCache prefixes = new PrefixCache();
    private final PacketSample.Builder draft = PacketSample.newBuilder();

    /** Byte order that the last message of a capture turned out to have. */
    private boolean captureLittleEndian = true;

    NflogDecoder(
            Exporter exporter,
            MarkBits marks,
            InterfaceNames names,
            NflogSequence sequence,
            boolean withHeaderBytes,
            SampleSink sink) {
        this.exporter = exporter;
        this.marks = marks;
        this.names = names;
        this.sequence = sequence;
        this.packets = new PacketDecoder(withHeaderBytes);
        this.sink = sink;
    }

    /**
     * For messages in a capture of link type 239, made on any host.
     *
     * @param exporter of the samples
     * @param marks what marks mean
     * @param withHeaderBytes whether samples carry the first bytes of the packet
     * @param sink takes samples and rejections
     */
    public static NflogDecoder ofCapture(
            Exporter exporter, MarkBits marks, boolean withHeaderBytes, SampleSink sink) {
        return new NflogDecoder(
                exporter,
                marks,
                InterfaceNames.NUMBERS,
                new NflogSequence(),
                withHeaderBytes,
                sink);
    }

    /**
     * Takes a message out of a capture.
     *
     * @param buffer holds it
     * @param offset of its family
     * @param captured bytes of it in the buffer
     * @param cut whether it was longer
     * @param capturedAtNanos time of the capture, for messages that have none; 0 if unknown
     * @param receivedAtNanos now
     * @throws InterruptedException if the forwarder stops while this waits for room
     */
    public void captured(
            byte[] buffer,
            int offset,
            int captured,
            boolean cut,
            long capturedAtNanos,
            long receivedAtNanos)
            throws InterruptedException {
        String fault = message.read(buffer, offset, captured, captureLittleEndian, cut);
        if (fault != null) {
            // No field tells the byte order; in the wrong one the first length is already absurd.
            String other = message.read(buffer, offset, captured, !captureLittleEndian, cut);
            if (other == null) {
                fault = null;
                captureLittleEndian = !captureLittleEndian;
            }
        }
        hand(fault, buffer, offset, captured, capturedAtNanos, receivedAtNanos);
    }

    /** Takes a message from this host's kernel. */
    void live(byte[] buffer, int offset, int length, boolean littleEndian, long receivedAtNanos)
            throws InterruptedException {
        String fault = message.read(buffer, offset, length, littleEndian, false);
        hand(fault, buffer, offset, length, 0, receivedAtNanos);
    }

    private void hand(
            String fault,
            byte[] buffer,
            int offset,
            int length,
            long capturedAtNanos,
            long receivedAtNanos)
            throws InterruptedException {
        if (fault != null) {
            reject(fault, buffer, offset, length, receivedAtNanos);
            return;
        }
        if (message.hasSequence) {
            sequence.arrived(message.sequence, exporter.meters());
        }
        draft.clear();
        DecodeResult result = decodePacket(buffer);
        if (result.malformed()) {
            reject(result.text().replace(' ', '_'), buffer, offset, length, receivedAtNanos);
            return;
        }
        decision(buffer);
        origin();
        long observed = message.timestampNanos == 0 ? capturedAtNanos : message.timestampNanos;
        draft.setObservedAtNanos(observed == 0 ? receivedAtNanos : observed)
                .setReceivedAtNanos(receivedAtNanos);
        sink.accept(exporter, draft, Acknowledgement.NONE);
    }

    /** The length of the packet is in its IP header: what was copied of it is no measure. */
    private DecodeResult decodePacket(byte[] buffer) {
        int offset = message.payloadOffset;
        int length = message.payloadLength;
        return message.ethertype == 0
                ? packets.decode(LinkType.RAW_IP, buffer, offset, length, length, draft)
                : packets.decodeEthertype(message.ethertype, buffer, offset, length, length, draft);
    }

    private void decision(byte[] buffer) {
        PrefixCache.Entry entry = prefixes.of(buffer, message.prefixOffset, message.prefixLength);
        NflogPrefix prefix = entry.prefix();
        long interval = 1;
        if (prefix == null) {
            exporter.meters().malformed(BAD_PREFIX);
            draft.setOutcome(marks.outcome(message.mark, ""));
            draft.putMetadata("nflog_prefix", entry.text());
        } else {
            interval = prefix.interval();
            prefix.apply(draft, marks.outcome(message.mark, prefix.verdict()));
        }
        if (marks.sampled(message.mark)) {
            MarkBits.weigh(draft, sequence.intervalOf(interval));
        } else {
            draft.setSampleInterval(1).setSamplingMode(SamplingMode.NOTIFICATION);
        }
    }

    private void origin() {
        if (message.hasHook) {
            draft.setDirection(HookDirection.of(message.family, message.hook));
        }
        // Of a bridge, the port tells more.
        int in = first(message.physicalInInterface, message.inInterface);
        int out = first(message.physicalOutInterface, message.outInterface);
        if (in != 0) {
            draft.setIngressInterface(names.of(in));
        }
        if (out != 0) {
            draft.setEgressInterface(names.of(out));
        }
        if (message.hasUser) {
            draft.putMetadata("uid", Long.toString(message.user));
        }
        if (message.hasGroup) {
            draft.putMetadata("gid", Long.toString(message.group));
        }
    }

    private static int first(int preferred, int other) {
        return preferred != 0 ? preferred : other;
    }

    void reject(String reason, byte[] buffer, int offset, int length, long receivedAtNanos)
            throws InterruptedException {
        sink.reject(
                exporter,
                new Rejection(
                        reason,
                        "netfilter log message of " + length + " bytes",
                        "",
                        receivedAtNanos,
                        buffer,
                        offset,
                        length));
    }
}
