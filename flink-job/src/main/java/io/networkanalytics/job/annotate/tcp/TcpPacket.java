package io.networkanalytics.job.annotate.tcp;

import io.networkanalytics.model.PacketSampleOrBuilder;
import io.networkanalytics.model.SamplingMode;

/**
 * What the tracker needs to know of a packet. One object is read into again and again; it keeps
 * nothing of the sample. Not safe for use by several threads.
 */
public final class TcpPacket {

    /** The scale is not known, as a header was cut: assume the largest (RFC 7323, 2.3). */
    static final int MAX_SCALE = 14;

    private static final int TCP = 6;
    private static final int MIN_HEADER = 20;

    private SegmentKind kind = SegmentKind.INVALID;
    private boolean ack;
    private int side;
    private int sequence;
    private int acknowledgement;
    private int end;
    private int payload;
    private int window;
    private int scale;
    private int observer;

    /**
     * Whether a sample can be tracked; needs no reading, so it is the filter before the shuffle.
     *
     * @param sample a sample
     * @return TRACKABLE or why not
     */
    public static SampleFitness fitness(PacketSampleOrBuilder sample) {
        if (sample.getIpProtocol() != TCP) {
            return SampleFitness.NOT_TCP;
        }
        SamplingMode mode = sample.getSamplingMode();
        if (mode != SamplingMode.UNSAMPLED && mode != SamplingMode.FLOW_CONSISTENT) {
            return SampleFitness.NOT_WHOLE;
        }
        if (sample.getIpMoreFragments() || sample.getIpFragmentOffset() != 0) {
            return SampleFitness.FRAGMENT;
        }
        boolean whole =
                sample.getPackets() == 1
                        && sample.getTcpDataOffset() >= MIN_HEADER
                        && payloadLength(sample) >= 0
                        && sample.getSourceAddress().size() == 16
                        && sample.getDestinationAddress().size() == 16;
        return whole ? SampleFitness.TRACKABLE : SampleFitness.NO_HEADER;
    }

    /**
     * Takes over what a sample says.
     *
     * @param sample one that is {@link SampleFitness#TRACKABLE}
     * @return this
     */
    public TcpPacket read(PacketSampleOrBuilder sample) {
        int flags = sample.getTcpFlags();
        kind = SegmentKind.of(flags);
        ack = (flags & SegmentKind.ACK_BIT) != 0;
        side = ConnectionKey.side(sample);
        sequence = sample.getTcpSequenceNumber();
        acknowledgement = sample.getTcpAcknowledgementNumber();
        payload = payloadLength(sample);
        int controls = (flags & SegmentKind.SYN_BIT) >> 1;
        controls += flags & SegmentKind.FIN_BIT;
        end = sequence + payload + controls;
        window = sample.getTcpWindowSize();
        scale = scaleOf(sample);
        observer = (sample.getExporterId().hashCode() * 0x9E3779B9) >>> 24;
        return this;
    }

    private static int payloadLength(PacketSampleOrBuilder sample) {
        return sample.getIpTotalLength() - sample.getIpHeaderLength() - sample.getTcpDataOffset();
    }

    private static int scaleOf(PacketSampleOrBuilder sample) {
        if (sample.getTcpWindowScale() != 0) {
            return Math.min(sample.getTcpWindowScale(), MAX_SCALE);
        }
        boolean cut = sample.getTcpDataOffset() > MIN_HEADER && sample.getTcpOptions().isEmpty();
        return cut ? MAX_SCALE : 0;
    }

    /** What it is for. */
    SegmentKind kind() {
        return kind;
    }

    /** Whether the ACK flag is set. */
    boolean ack() {
        return ack;
    }

    /** Which end sent it, 0 or 1, see {@link ConnectionKey#side}. */
    int side() {
        return side;
    }

    int sequence() {
        return sequence;
    }

    int acknowledgement() {
        return acknowledgement;
    }

    /** The sequence number behind its data, SYN and FIN. */
    int end() {
        return end;
    }

    /** Bytes of data. */
    int payload() {
        return payload;
    }

    /** As on the wire, 0 to 65535. */
    int window() {
        return window;
    }

    /** Of a SYN or SYN-ACK: the shift count that it announces, 0 if it announces none. */
    int scale() {
        return scale;
    }

    /** Eight bits that are alike for packets of one exporter. */
    int observer() {
        return observer;
    }
}
