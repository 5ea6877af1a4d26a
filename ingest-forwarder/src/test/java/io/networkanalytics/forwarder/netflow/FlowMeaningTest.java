package io.networkanalytics.forwarder.netflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times, counts, outcomes and packets in their many forms. */
class FlowMeaningTest {

    private static final long EXPORT = TestingMessage.EXPORT_SECONDS;

    /** IPv4, TCP SYN, total length 40, in an Ethernet frame. */
    private static final String FRAME =
            "0200000000020200000000010800"
                    + "45000028123440003f060000c6336407cb007109"
                    + "9c4001bb00000001000000005002040000000000";

    @Test
    void endInEveryEncoding() {
        long ntpSeconds = EXPORT + 2_208_988_800L - 5;
        assertEnd(EXPORT - 5, 0, new int[] {151, 4}, s -> s.u32(EXPORT - 5));
        assertEnd(EXPORT - 5, 250_000_000, new int[] {153, 8}, s -> s.u64(EXPORT * 1000 - 4750));
        assertEnd(EXPORT - 5, 500_000_000, new int[] {155, 8}, s -> ntp(s, ntpSeconds));
        assertEnd(EXPORT - 5, 500_000_000, new int[] {157, 8}, s -> ntp(s, ntpSeconds));
        assertEnd(EXPORT - 3, 0, new int[] {159, 4}, s -> s.u32(3_000_000));
        assertEnd(EXPORT - 9, 0, new int[] {322, 4}, s -> s.u32(EXPORT - 9));
        assertEnd(EXPORT - 9, 0, new int[] {323, 8}, s -> s.u64((EXPORT - 9) * 1000));
        assertEnd(EXPORT - 5, 500_000_000, new int[] {324, 8}, s -> ntp(s, ntpSeconds));
        assertEnd(EXPORT - 5, 500_000_000, new int[] {325, 8}, s -> ntp(s, ntpSeconds));
        assertEnd(EXPORT - 8, 0, new int[] {150, 4, 161, 4}, s -> s.u32(EXPORT - 10, 2000));
        assertEnd(EXPORT - 8, 0, new int[] {158, 4, 162, 4}, s -> s.u32(10_000_000, 2_000_000));
        assertEnd(
                EXPORT - 6,
                0,
                new int[] {160, 8, 21, 4},
                s -> s.u64(EXPORT * 1000 - 9000).u32(3000));
        assertEnd(EXPORT, 0, new int[] {21, 4}, s -> s.u32(3000));
        assertEnd(EXPORT, 0, new int[] {153, 8}, s -> s.u64(-1));
    }

    /** Uptime of the message and of the flow's end, and how many milliseconds lie between. */
    @ParameterizedTest
    @CsvSource({
        "100000, 99000, 1000",
        "10, 4294967295, 11",
        "5000, 4294960000, 12296",
        "1000, 1003, -3",
        "3000000000, 2999999000, 1000"
    })
    void uptimeOfVersion9MayWrap(long uptime, long end, long before) {
        PacketSample sample =
                only(
                        TestingMessage.v9(2, 1, uptime)
                                .template(256, 8, 4, 12, 4, 2, 4, 22, 4, 21, 4)
                                .set(256, s -> s.u32(1, 2, 5, end - 500, end)));
        assertEquals(EXPORT * 1000 - before, sample.getObservedAtNanos() / 1_000_000);
    }

    @Test
    void startOfTheExporterMayStandInItsOptions() {
        NetflowFixture netflow = new NetflowFixture();
        netflow.receive(
                TestingMessage.ipfix(0)
                        .optionsTemplate(300, 1, 149, 4, 160, 8)
                        .set(300, s -> s.u32(7).u64(EXPORT * 1000 - 60_000)));
        netflow.receive(flow(1, new int[] {21, 4}, s -> s.u32(50_000)));
        assertEquals((EXPORT - 10) * 1_000_000_000, netflow.only().getObservedAtNanos());
    }

    @ParameterizedTest
    @CsvSource({
        "0, '', '', ''",
        "64, pass, '', ''",
        "65, pass, '', ''",
        "128, drop, '', unknown",
        "129, drop, BLOCKED, acl_deny",
        "130, drop, BLOCKED, acl_drop",
        "131, drop, '', unroutable",
        "138, drop, RATE_LIMITED, policer",
        "143, drop, '', hardware",
        "190, drop, '', 190",
        "192, pass, CHALLENGE_NEEDED, ''",
        "195, pass, '', ''"
    })
    void forwardingStatus(int status, String outcome, String reason, String dropReason) {
        for (int length : new int[] {1, 4}) {
            PacketSample sample = one(new int[] {89, length}, s -> s.number(length, status));
            assertEquals(outcome, sample.getOutcome());
            assertEquals(outcome.equals("drop") ? "drop" : "", sample.getVerdict());
            assertEquals(reason, sample.getMitigationReason());
            assertEquals(dropReason, sample.getMetadataOrDefault("drop_reason", ""));
        }
    }

    @Test
    void firewallThatDeniesHasAReasonAndNoVolume() {
        NetflowFixture netflow = new NetflowFixture();
        netflow.receive(
                TestingMessage.v9(2, 1)
                        .template(256, 8, 4, 12, 4, 4, 1, 233, 1, 33002, 2)
                        .set(256, s -> s.u32(1, 2).u8(6, 3).u16(1001)));
        PacketSample sample = netflow.only();
        assertEquals("drop BLOCKED", sample.getOutcome() + " " + sample.getMitigationReason());
        assertEquals(SamplingMode.NOTIFICATION, sample.getSamplingMode());
        assertEquals(Map.of("firewall_event", "flow_denied"), sample.getMetadataMap());
    }

    @Test
    void firewallThatDeletesTellsTheVolumeOfTheOneWhoBegan() {
        PacketSample sample =
                only(
                        TestingMessage.v9(2, 1)
                                .template(256, 8, 4, 12, 4, 4, 1, 233, 1, 231, 4, 232, 4, 298, 4)
                                .set(256, s -> s.u32(1, 2).u8(6, 2).u32(700, 9000, 7)));
        assertEquals(
                "pass 7 700",
                sample.getOutcome() + " " + sample.getPackets() + " " + sample.getBytes());
    }

    @Test
    void countsThatTakeEachOthersPlace() {
        assertEquals(50, onlyCounts(new int[] {86, 8, 85, 8}, s -> s.u64(50, 60)).getPackets());
        assertEquals(60, onlyCounts(new int[] {24, 4, 23, 4}, s -> s.u32(50, 60)).getBytes());
        assertEquals(
                60, onlyCounts(new int[] {2, 1, 352, 3}, s -> s.u8(1).number(3, 60)).getBytes());
    }

    @Test
    void impossibleCountIsRejected() {
        NetflowFixture netflow = new NetflowFixture();
        netflow.receive(flow(0, new int[] {85, 8}, s -> s.u64(-1)));
        netflow.receive(countsOnly(1, new int[] {2, 8}, s -> s.u64(-1)));
        assertEquals(List.of("value_out_of_range"), netflow.reasons());
    }

    @ParameterizedTest
    @CsvSource({"32, 2", "139, 2"})
    void icmpTogether(int element, int length) {
        PacketSample sample =
                only(
                        TestingMessage.ipfix(0)
                                .template(256, 8, 4, 12, 4, 4, 1, 2, 4, element, length)
                                .set(
                                        256,
                                        s ->
                                                s.u32(1, 2)
                                                        .u8(element == 32 ? 1 : 58)
                                                        .u32(1)
                                                        .u16(0x0B01)));
        assertEquals("11 1", sample.getIcmpType() + " " + sample.getIcmpCode());
    }

    @ParameterizedTest
    @CsvSource({"176, 177, 1", "178, 179, 58"})
    void icmpApart(int type, int code, int protocol) {
        PacketSample sample =
                only(
                        TestingMessage.ipfix(0)
                                .template(256, 8, 4, 12, 4, 4, 1, 2, 4, type, 1, code, 1)
                                .set(256, s -> s.u32(1, 2).u8(protocol).u32(1).u8(3, 13)));
        assertEquals("3 13", sample.getIcmpType() + " " + sample.getIcmpCode());
    }

    @Test
    void recordWithBothFamiliesIsTheOneThatIsFilled() {
        PacketSample sample =
                only(
                        TestingMessage.ipfix(0)
                                .template(256, 8, 4, 12, 4, 27, 16, 28, 16, 2, 4)
                                .set(256, s -> s.u32(0, 0).u64(1, 2, 3, 4).u32(1)));
        assertEquals(0x86DD, sample.getEthertype());
        PacketSample v4 =
                only(
                        TestingMessage.ipfix(0)
                                .template(256, 8, 4, 12, 4, 27, 16, 28, 16, 2, 4)
                                .set(256, s -> s.u32(9, 8).u64(0, 0, 0, 0).u32(1)));
        assertEquals(0x0800, v4.getEthertype());
    }

    @Test
    void packetsAreDecodedFromTheirFirstBytes() {
        PacketSample ethernet =
                only(
                        TestingMessage.ipfix(0)
                                .template(256, 312, 2, 410, 2, 10, 4, 315, 80)
                                .set(
                                        256,
                                        s ->
                                                s.u16(1514, 54)
                                                        .u32(6)
                                                        .hex(FRAME)
                                                        .hex("00".repeat(26))));
        assertEquals(
                "443 40 1 6 2",
                ethernet.getDestinationPort()
                        + " "
                        + ethernet.getBytes()
                        + " "
                        + ethernet.getPackets()
                        + " "
                        + ethernet.getIngressInterface()
                        + " "
                        + ethernet.getTcpFlags());
        PacketSample ip =
                only(
                        TestingMessage.ipfix(0)
                                .template(256, 313, 65535)
                                .set(256, s -> s.u8(40).hex(FRAME.substring(28))));
        assertEquals(443, ip.getDestinationPort());
    }

    @Test
    void malformedPacketCostsItselfAlone() {
        NetflowFixture netflow = new NetflowFixture();
        netflow.receive(
                TestingMessage.ipfix(0)
                        .template(256, 313, 65535)
                        .set(256, s -> s.u8(3).hex("450000").u8(40).hex(FRAME.substring(28))));
        assertEquals(1, netflow.samples().size());
        assertEquals(List.of("truncated_ip_header"), netflow.reasons());
    }

    @Test
    void recordsOfOtherThingsAreCounted() {
        NetflowFixture netflow = new NetflowFixture();
        netflow.receive(
                TestingMessage.ipfix(0).template(256, 40, 8, 41, 8).set(256, s -> s.u64(1, 2)));
        netflow.receive(
                TestingMessage.ipfix(1)
                        .template(257, 8, 4, 12, 4, 230, 1)
                        .set(257, s -> s.u32(1, 2).u8(1)));
        netflow.receive(TestingMessage.ipfix(2).set(9, s -> s.u32(1)));
        assertEquals(
                Map.of(
                        "forwarder.skipped exporter=192.0.2.1 input=nf what=record_without_flow",
                        1L,
                        "forwarder.skipped exporter=192.0.2.1 input=nf what=nat_event",
                        1L,
                        "forwarder.skipped exporter=192.0.2.1 input=nf what=reserved_set",
                        1L),
                netflow.metrics());
    }

    private static void ntp(TestingMessage set, long seconds) {
        set.u32(seconds, 0x8000_0000L);
    }

    private static void assertEnd(
            long seconds, long nanos, int[] fields, Consumer<TestingMessage> values) {
        assertEquals(seconds * 1_000_000_000 + nanos, one(fields, values).getObservedAtNanos());
    }

    private static PacketSample one(int[] fields, Consumer<TestingMessage> values) {
        return only(flow(0, fields, values));
    }

    private static PacketSample only(TestingMessage message) {
        return new NetflowFixture().receive(message).only();
    }

    private static PacketSample onlyCounts(int[] fields, Consumer<TestingMessage> values) {
        return only(countsOnly(0, fields, values));
    }

    private static TestingMessage countsOnly(
            int sequence, int[] fields, Consumer<TestingMessage> values) {
        return message(sequence, new int[] {8, 4, 12, 4, 4, 1}, fields, s -> {}, values);
    }

    private static TestingMessage flow(
            int sequence, int[] fields, Consumer<TestingMessage> values) {
        return message(
                sequence,
                new int[] {8, 4, 12, 4, 4, 1, 2, 4, 1, 4},
                fields,
                s -> s.u32(3, 300),
                values);
    }

    private static TestingMessage message(
            int sequence,
            int[] first,
            int[] more,
            Consumer<TestingMessage> counts,
            Consumer<TestingMessage> values) {
        int[] all = java.util.Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return TestingMessage.ipfix(sequence)
                .template(256, all)
                .set(
                        256,
                        set -> {
                            set.u32(1, 2).u8(17);
                            counts.accept(set);
                            values.accept(set);
                        });
    }
}
