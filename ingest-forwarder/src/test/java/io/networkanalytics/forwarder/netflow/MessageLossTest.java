package io.networkanalytics.forwarder.netflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Version 9 numbers messages, IPFIX data records, each domain its own. */
class MessageLossTest {

    private static final String OF = " exporter=192.0.2.1 input=nf";
    private static final int[] FLOW = {8, 4, 12, 4, 2, 4};

    private final NetflowFixture netflow = new NetflowFixture();

    @Test
    void version9CountsMessages() {
        netflow.receive(TestingMessage.v9(1, 100).template(256, FLOW));
        netflow.receive(v9(101, 3));
        netflow.receive(v9(102, 5));
        assertEquals(Map.of(), netflow.metrics());
        netflow.receive(v9(106, 2)); // three are missing
        netflow.receive(v9(104, 2)); // late
        assertEquals(
                Map.of(
                        "forwarder.lost" + OF + " what=datagrams", 3L,
                        "forwarder.recovered" + OF + " what=datagrams", 1L),
                netflow.metrics());
    }

    @Test
    void ipfixCountsRecordsThoseOfOptionsToo() {
        netflow.receive(TestingMessage.ipfix(0).template(256, FLOW).template(257, FLOW));
        netflow.receive(ipfix(0, 7, 3));
        netflow.receive(
                TestingMessage.ipfix(3)
                        .optionsTemplate(300, 1, 149, 4, 305, 4)
                        .set(300, s -> s.u32(7, 1)));
        netflow.receive(ipfix(4, 7, 4));
        assertEquals(
                Map.of("forwarder.skipped" + OF + " what=options_record", 1L), netflow.metrics());
        netflow.receive(ipfix(18, 7, 1)); // 8 to 17 are missing
        assertEquals(
                Map.of(
                        "forwarder.skipped" + OF + " what=options_record", 1L,
                        "forwarder.lost" + OF + " what=flow_records", 10L),
                netflow.metrics());
    }

    @Test
    void domainsOfOneAddressHaveTheirOwnNumbers() {
        for (long domain : new long[] {1, 2}) {
            netflow.receive(TestingMessage.ipfix(0, domain).template(256, FLOW));
        }
        netflow.receive(ipfix(0, 1, 5));
        netflow.receive(ipfix(0, 2, 1));
        netflow.receive(ipfix(5, 1, 5));
        netflow.receive(ipfix(1, 2, 1));
        assertEquals(Map.of(), netflow.metrics());
    }

    @Test
    void programsBehindOneAddressHaveTheirOwnNumbers() {
        InetSocketAddress other = new InetSocketAddress("192.0.2.1", 40_001);
        netflow.receive(TestingMessage.ipfix(0).template(256, FLOW));
        netflow.receive(
                TestingMessage.ipfix(5000).template(256, FLOW).toBytes(),
                other,
                NetflowFixture.RECEIVED_AT);
        netflow.receive(ipfix(0, 7, 5));
        netflow.receive(ipfix(5000, 7, 2).toBytes(), other, NetflowFixture.RECEIVED_AT);
        netflow.receive(ipfix(5, 7, 5));
        netflow.receive(ipfix(5002, 7, 2).toBytes(), other, NetflowFixture.RECEIVED_AT);
        assertEquals(Map.of(), netflow.metrics());
    }

    @Test
    void numbersMayWrap() {
        netflow.receive(TestingMessage.v9(1, 0xFFFF_FFFEL).template(256, FLOW));
        netflow.receive(v9(0xFFFF_FFFFL, 1));
        netflow.receive(v9(0, 1));
        netflow.receive(v9(2, 1));
        assertEquals(Map.of("forwarder.lost" + OF + " what=datagrams", 1L), netflow.metrics());
    }

    @Test
    void restartIsNoLoss() {
        netflow.receive(TestingMessage.v9(1, 5000, 90_000_000).template(256, FLOW));
        netflow.receive(TestingMessage.v9(1, 1, 3_000).template(256, FLOW));
        netflow.receive(TestingMessage.v9(1, 2, 4_000).template(256, FLOW));
        assertEquals(Map.of("forwarder.discontinuities" + OF, 1L), netflow.metrics());
    }

    /** fprobe's uptime goes ahead of its clock and comes back. */
    @Test
    void uptimeThatLeapsBackIsNoRestartWhereTheNumbersGoOn() {
        netflow.receive(TestingMessage.v9(1, 5, 1_048_608_000L).template(256, FLOW));
        netflow.receive(TestingMessage.v9(1, 6, 1_048_576_000L).template(256, FLOW));
        assertEquals(Map.of(), netflow.metrics());
    }

    private static TestingMessage v9(long sequence, int flows) {
        return flows(TestingMessage.v9(flows, sequence), sequence, flows);
    }

    private static TestingMessage ipfix(long sequence, long domain, int flows) {
        return flows(TestingMessage.ipfix(sequence, domain), sequence, flows);
    }

    private static TestingMessage flows(TestingMessage message, long sequence, int flows) {
        return message.set(
                256,
                set -> {
                    for (int i = 0; i < flows; i++) {
                        set.u32(sequence & 0xFFFF, i, 1);
                    }
                });
    }
}
