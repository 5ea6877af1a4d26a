package io.networkanalytics.model;

import com.google.protobuf.ByteString;

/** Samples for tests. */
public final class Samples {

    private Samples() {}

    /**
     * A sample with every field set, each to another value. Its bytes are golden: never change it,
     * only add.
     */
    public static PacketSample full() {
        return PacketSample.newBuilder()
                .setVersion(1)
                .setExporterId("edge-1")
                .setEpochMicros(1_790_000_000_000_000L)
                .setSequence(7)
                .setObservedAtNanos(1_790_000_001_000_000_001L)
                .setReceivedAtNanos(1_790_000_002_000_000_002L)
                .setSourceSystem("xdpd")
                .setColo("ams01")
                .setIngressInterface("eth0")
                .setEgressInterface("eth1")
                .setDirection("ingress")
                .setOnRamp("on")
                .setOffRamp("off")
                .setIngressTunnelId("t1")
                .setIngressTunnelName("tunnel one")
                .setEgressTunnelId("t2")
                .setEgressTunnelName("tunnel two")
                .setTrafficType("transit")
                .setSourceDeviceTag("sd")
                .setDestinationDeviceTag("dd")
                .setSampleInterval(1000)
                .setSamplingMode(SamplingMode.RANDOM)
                .setPackets(1)
                .setBytes(60)
                .setEthertype(0x0800)
                .setSourceAddress(v4(198, 51, 100, 7))
                .setDestinationAddress(v4(203, 0, 113, 9))
                .setIpProtocol(6)
                .setIpTotalLength(60)
                .setIpHeaderLength(20)
                .setIpTtl(57)
                .setIpFragmentOffset(185)
                .setIpMoreFragments(true)
                .setIpv4Dscp(46)
                .setIpv4Ecn(1)
                .setIpv4Identification(0xBEEF)
                .setIpv4DontFragment(true)
                .setIpv4Checksum(0xCAFE)
                .setIpv4Options("148")
                .setIpv6Dscp(8)
                .setIpv6Ecn(2)
                .setIpv6FlowLabel(0xFFFFF)
                .setIpv6Identification(0xFFFFFFFF)
                .setIpv6ExtensionHeaders("0,43")
                .setSourcePort(50000)
                .setDestinationPort(443)
                .setTcpFlags(0x12)
                .setTcpSequenceNumber(0xFFFFFFFE)
                .setTcpAcknowledgementNumber(0x80000000)
                .setTcpWindowSize(65535)
                .setTcpWindowScale(7)
                .setTcpMss(1460)
                .setTcpDataOffset(40)
                .setTcpChecksum(0x1234)
                .setTcpUrgentPointer(3)
                .setTcpSackPermitted(true)
                .setTcpSackBlocks("1-2,3-4")
                .setTcpTimestampValue(11)
                .setTcpTimestampEcr(12)
                .setTcpOptions("2,4,8,1,3")
                .setUdpChecksum(0x4321)
                .setUdpPayloadLength(100)
                .setIcmpType(8)
                .setIcmpCode(1)
                .setIcmpChecksum(0x1111)
                .setGreVersion(1)
                .setGreChecksum(0x2222)
                .setGreEthertype(0x880B)
                .setGreHeaderLength(12)
                .setGreKey(77)
                .setGreSequenceNumber(78)
                .setPayloadPrefix(ByteString.copyFromUtf8("GET / HTTP/1.1"))
                .setHeaderBytes(ByteString.copyFrom(new byte[] {0x45, 0, 0, 60}))
                .setSourceAsn(64500)
                .setDestinationAsn(64501)
                .setMitigationSystem("l4drop")
                .setVerdict("drop")
                .setOutcome("pass")
                .setMitigationReason("BLOCKED")
                .setMitigationScope("local")
                .setRuleId("r1")
                .setRuleName("no telnet")
                .setRulesetId("rs1")
                .setRulesetOverrideId("ro1")
                .setProtocolState("NEW")
                .putMetadata("queue", "3")
                .build();
    }

    /** A mapped IPv4 address. */
    public static ByteString v4(int a, int b, int c, int d) {
        return ByteString.copyFrom(
                new byte[] {
                    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) a, (byte) b, (byte) c, (byte) d
                });
    }
}
