package io.networkanalytics.forwarder.netflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetflowV5Test {

    private final NetflowFixture netflow = new NetflowFixture();

    @Test
    void everyField() {
        netflow.receive(
                TestingMessage.v5(1, 0, 0x4064).v5Flow(0xC6336407L, 0xCB007109L, 6, 40_000, 443));
        assertEquals(
                PacketSample.newBuilder()
                        .setExporterId("192.0.2.1")
                        .setObservedAtNanos((1_767_326_400L - 2) * 1_000_000_000 + 500_000_000)
                        .setReceivedAtNanos(NetflowFixture.RECEIVED_AT)
                        .setIngressInterface("3")
                        .setEgressInterface("4")
                        .setSampleInterval(100)
                        .setSamplingMode(SamplingMode.RANDOM)
                        .setPackets(10)
                        .setBytes(4000)
                        .setEthertype(0x0800)
                        .setSourceAddress(IpAddresses.of(0, 0xFFFF_C633_6407L))
                        .setDestinationAddress(IpAddresses.of(0, 0xFFFF_CB00_7109L))
                        .setIpProtocol(6)
                        .setIpv4Dscp(46)
                        .setSourcePort(40_000)
                        .setDestinationPort(443)
                        .setTcpFlags(0x1B)
                        .setSourceAsn(64500)
                        .setDestinationAsn(64501)
                        .build(),
                netflow.only());
        assertEquals(Map.of(), netflow.metrics());
    }

    @Test
    void icmpHasTypeAndCodeInThePort() {
        netflow.receive(TestingMessage.v5(1, 0, 0).v5Flow(1, 2, 1, 0, 0x0301));
        PacketSample sample = netflow.only();
        assertEquals(
                List.of(3, 1, 0, 0),
                List.of(
                        sample.getIcmpType(),
                        sample.getIcmpCode(),
                        sample.getDestinationPort(),
                        sample.getTcpFlags()));
    }

    @Test
    void intervalMayBeConfigured() {
        NetflowFixture configured =
                new NetflowFixture(
                        new ConfiguredIntervals(7, Map.of("192.0.2.9", 9)), HeldBounds.DEFAULT);
        byte[] flow = TestingMessage.v5(1, 0, 0).v5Flow(1, 2, 17, 53, 53).toBytes();
        configured.receive(flow);
        configured.receive(flow, new InetSocketAddress("192.0.2.9", 1), 1);
        configured.receive(TestingMessage.v5(1, 1, 30).v5Flow(1, 2, 17, 53, 53));
        assertEquals(
                List.of(7, 9, 30),
                configured.samples().stream().map(PacketSample::getSampleInterval).toList());
    }

    /** Of the sixteen bits the upper two say how the exporter samples, and not how thinly. */
    @ParameterizedTest
    @ValueSource(ints = {0x0000, 0x4000, 0x8000, 0xC000})
    void intervalIsTheLowerFourteenBits(int mode) {
        netflow.receive(TestingMessage.v5(1, 0, mode | 0x3FFF).v5Flow(1, 2, 17, 53, 53));
        assertEquals(0x3FFF, netflow.only().getSampleInterval());
    }

    @Test
    void flowOfNoPacketsStaysOne() {
        byte[] datagram = TestingMessage.v5(1, 0, 1).v5Flow(1, 2, 17, 53, 53).toBytes();
        java.util.Arrays.fill(datagram, 24 + 16, 24 + 24, (byte) 0);
        netflow.receive(datagram);
        assertEquals(
                List.of(0L, 0L), List.of(netflow.only().getPackets(), netflow.only().getBytes()));
    }

    @Test
    void uptimeMayWrapBetweenFlowAndExport() {
        byte[] datagram = TestingMessage.v5(1, 0, 0).v5Flow(1, 2, 17, 53, 53).toBytes();
        datagram[4] = datagram[5] = datagram[6] = 0;
        datagram[7] = 10; // uptime 10 ms
        for (int i = 0; i < 4; i++) {
            datagram[24 + 28 + i] = (byte) 0xFF; // ended 1 ms before the wrap
        }
        netflow.receive(datagram);
        assertEquals(1_767_326_400_500_000_000L - 11_000_000, netflow.only().getObservedAtNanos());
    }

    @Test
    void cutDatagramKeepsItsWholeFlows() {
        byte[] datagram =
                TestingMessage.v5(2, 0, 0).v5Flow(1, 2, 6, 1, 2).v5Flow(3, 4, 6, 1, 2).toBytes();
        netflow.receive(datagram, 0, datagram.length - 1, NetflowFixture.SENDER, 1);
        assertEquals(1, netflow.samples().size());
        assertEquals(List.of("truncated"), netflow.reasons());
        assertEquals("flow 2", netflow.sink.rejections().get(0).position());
    }

    @Test
    void missingFlowsAreCounted() {
        flows(0, 2);
        flows(2, 2);
        flows(10, 2); // six are missing
        flows(4, 2); // late
        flows(12, 2);
        assertEquals(
                Map.of(
                        "forwarder.lost exporter=192.0.2.1 input=nf what=flow_records", 6L,
                        "forwarder.recovered exporter=192.0.2.1 input=nf what=flow_records", 1L),
                netflow.metrics());
        assertEquals(10, netflow.samples().size());
    }

    @Test
    void numbersBehindTheDatagramAreUnderstood() {
        flows(4, 4);
        flows(7, 3);
        flows(9, 2);
        flows(10, 1);
        assertEquals(Map.of(), netflow.metrics());
        flows(18, 3);
        assertEquals(
                Map.of("forwarder.lost exporter=192.0.2.1 input=nf what=flow_records", 5L),
                netflow.metrics());
    }

    @Test
    void repeatedDatagramCountsOnce() {
        flows(0, 2);
        flows(0, 2);
        assertEquals(2, netflow.samples().size());
        assertEquals(
                Map.of("forwarder.skipped exporter=192.0.2.1 input=nf what=repeated_datagram", 1L),
                netflow.metrics());
    }

    @Test
    void otherVersionsAreRejected() {
        netflow.receive(new TestingMessage().u16(7, 1).u32(0, 0, 0, 0));
        netflow.receive(new byte[0]);
        assertEquals(List.of("unsupported_version", "truncated"), netflow.reasons());
    }

    private void flows(long sequence, int count) {
        TestingMessage message = TestingMessage.v5(count, sequence, 1);
        for (int i = 0; i < count; i++) {
            message.v5Flow(sequence + i, 2, 6, 1, 2);
        }
        netflow.receive(message);
    }
}
