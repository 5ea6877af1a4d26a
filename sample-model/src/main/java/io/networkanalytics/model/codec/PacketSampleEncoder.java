package io.networkanalytics.model.codec;

import com.google.protobuf.UnknownFieldSet;
import io.networkanalytics.model.PacketSample;
import java.util.Map;

/**
 * Encodes a sample from its builder: the bytes of {@code sample.build().toByteArray()}, without the
 * immutable copy, the measuring pass and the map views that those make, which are most of what a
 * forwarder does for a sample ({@code bin/bench forwarder-stages}). For one thread; the builder may
 * be cleared and used again.
 *
 * <p>Fields stand here by hand in the order of their numbers. The test compares with protobuf for
 * every field that the contract has, so that a field which is added there is missed here.
 */
public final class PacketSampleEncoder {

    private static final int METADATA = 180;

    private final WireWriter out = new WireWriter();

    /**
     * Encodes.
     *
     * @param sample left as it is
     * @return one message of {@code packet-samples.v1}
     */
    public byte[] encode(PacketSample.Builder sample) {
        out.begin();
        identity(sample);
        origin(sample);
        weight(sample);
        ip(sample);
        transport(sample);
        decision(sample);
        UnknownFieldSet unknown = sample.getUnknownFields();
        if (!unknown.isEmpty()) {
            // Of a newer contract: they are handed on.
            out.encoded(unknown.toByteString());
        }
        return out.copy();
    }

    private void identity(PacketSample.Builder sample) {
        out.uint32(1, sample.getVersion());
        out.string(2, sample.getExporterId());
        out.fixed64(3, sample.getEpochMicros());
        out.uint64(4, sample.getSequence());
        out.fixed64(5, sample.getObservedAtNanos());
        out.fixed64(6, sample.getReceivedAtNanos());
    }

    private void origin(PacketSample.Builder sample) {
        out.string(20, sample.getSourceSystem());
        out.string(21, sample.getColo());
        out.string(22, sample.getIngressInterface());
        out.string(23, sample.getEgressInterface());
        out.string(24, sample.getDirection());
        out.string(25, sample.getOnRamp());
        out.string(26, sample.getOffRamp());
        out.string(27, sample.getIngressTunnelId());
        out.string(28, sample.getIngressTunnelName());
        out.string(29, sample.getEgressTunnelId());
        out.string(30, sample.getEgressTunnelName());
        out.string(31, sample.getTrafficType());
        out.string(32, sample.getSourceDeviceTag());
        out.string(33, sample.getDestinationDeviceTag());
    }

    private void weight(PacketSample.Builder sample) {
        out.uint32(40, sample.getSampleInterval());
        out.uint64(41, sample.getSamplingModeValue());
        out.uint64(42, sample.getPackets());
        out.uint64(43, sample.getBytes());
        out.uint32(50, sample.getEthertype());
    }

    private void ip(PacketSample.Builder sample) {
        out.bytes(60, sample.getSourceAddress());
        out.bytes(61, sample.getDestinationAddress());
        out.uint32(62, sample.getIpProtocol());
        out.uint32(63, sample.getIpTotalLength());
        out.uint32(64, sample.getIpHeaderLength());
        out.uint32(65, sample.getIpTtl());
        out.uint32(66, sample.getIpFragmentOffset());
        out.bool(67, sample.getIpMoreFragments());
        out.uint32(70, sample.getIpv4Dscp());
        out.uint32(71, sample.getIpv4Ecn());
        out.uint32(72, sample.getIpv4Identification());
        out.bool(73, sample.getIpv4DontFragment());
        out.uint32(74, sample.getIpv4Checksum());
        out.string(75, sample.getIpv4Options());
        out.uint32(80, sample.getIpv6Dscp());
        out.uint32(81, sample.getIpv6Ecn());
        out.uint32(82, sample.getIpv6FlowLabel());
        out.uint32(83, sample.getIpv6Identification());
        out.string(84, sample.getIpv6ExtensionHeaders());
    }

    private void transport(PacketSample.Builder sample) {
        out.uint32(90, sample.getSourcePort());
        out.uint32(91, sample.getDestinationPort());
        out.uint32(100, sample.getTcpFlags());
        out.uint32(101, sample.getTcpSequenceNumber());
        out.uint32(102, sample.getTcpAcknowledgementNumber());
        out.uint32(103, sample.getTcpWindowSize());
        out.uint32(104, sample.getTcpWindowScale());
        out.uint32(105, sample.getTcpMss());
        out.uint32(106, sample.getTcpDataOffset());
        out.uint32(107, sample.getTcpChecksum());
        out.uint32(108, sample.getTcpUrgentPointer());
        out.bool(109, sample.getTcpSackPermitted());
        out.string(110, sample.getTcpSackBlocks());
        out.uint32(111, sample.getTcpTimestampValue());
        out.uint32(112, sample.getTcpTimestampEcr());
        out.string(113, sample.getTcpOptions());
        out.uint32(120, sample.getUdpChecksum());
        out.uint32(121, sample.getUdpPayloadLength());
        out.uint32(125, sample.getIcmpType());
        out.uint32(126, sample.getIcmpCode());
        out.uint32(127, sample.getIcmpChecksum());
        out.uint32(130, sample.getGreVersion());
        out.uint32(131, sample.getGreChecksum());
        out.uint32(132, sample.getGreEthertype());
        out.uint32(133, sample.getGreHeaderLength());
        out.uint32(134, sample.getGreKey());
        out.uint32(135, sample.getGreSequenceNumber());
        out.bytes(140, sample.getPayloadPrefix());
        out.bytes(141, sample.getHeaderBytes());
        out.uint32(145, sample.getSourceAsn());
        out.uint32(146, sample.getDestinationAsn());
    }

    private void decision(PacketSample.Builder sample) {
        out.string(160, sample.getMitigationSystem());
        out.string(161, sample.getVerdict());
        out.string(162, sample.getOutcome());
        out.string(163, sample.getMitigationReason());
        out.string(164, sample.getMitigationScope());
        out.string(165, sample.getRuleId());
        out.string(166, sample.getRuleName());
        out.string(167, sample.getRulesetId());
        out.string(168, sample.getRulesetOverrideId());
        out.string(169, sample.getProtocolState());
        metadata(sample);
    }

    private void metadata(PacketSample.Builder sample) {
        if (sample.getMetadataCount() > 0) {
            for (Map.Entry<String, String> entry : sample.getMetadataMap().entrySet()) {
                out.entry(METADATA, entry.getKey(), entry.getValue());
            }
        }
    }
}
