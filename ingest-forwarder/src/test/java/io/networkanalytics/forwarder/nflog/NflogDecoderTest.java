package io.networkanalytics.forwarder.nflog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.forwarder.intake.Rejection;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NflogDecoderTest {

    private static final String OF_EXPORTER = " exporter=edge1 input=log";
    private static final int PCAP_HEADERS = 24 + 16;

    private final NflogFixture nflog = new NflogFixture();

    @Test
    void whatTheKernelWroteInPrerouting() {
        NflogFixture staged = new NflogFixture(new MarkBits(1, 2));
        staged.receive(GoldenBytes.read("prerouting.hex"));
        List<PacketSample> samples = staged.sink.samples();
        assertEquals(4, samples.size());

        PacketSample dns = samples.get(0);
        assertEquals(
                "nftables nftables 101 drop drop BLOCKED 10 RANDOM", decision(dns), "as the rule");
        assertEquals("ingress if2 ", origin(dns));
        assertEquals(53, dns.getDestinationPort());
        assertEquals(236, dns.getBytes(), "96 bytes were copied");
        assertEquals(0x0800, dns.getEthertype());
        assertEquals(1_795_394_988_875_186_000L, dns.getObservedAtNanos());
        assertEquals(NflogFixture.RECEIVED_AT, dns.getReceivedAtNanos());

        PacketSample old = samples.get(2);
        assertEquals("old style prefix ", old.getMetadataOrThrow("nflog_prefix"));
        assertEquals(99, old.getDestinationPort());
        assertEquals(SamplingMode.NOTIFICATION, old.getSamplingMode(), "no sample mark");

        PacketSample syn = samples.get(3);
        assertEquals("nftables nftables  pass pass  10 RANDOM", decision(syn));
        assertEquals(0x86dd, syn.getEthertype());
        assertEquals(443, syn.getDestinationPort());
        assertEquals(2, syn.getTcpFlags());
        assertEquals(
                Map.of("forwarder.malformed" + OF_EXPORTER + " reason=bad_prefix", 1L),
                staged.metrics());
    }

    /** No time, no mark; the sender's user instead. */
    @Test
    void whatTheKernelWroteInOutput() {
        nflog.receive(GoldenBytes.read("output.hex"));
        PacketSample sample = nflog.only();
        assertEquals("egress  if2", origin(sample));
        // It is the fifth message of its group: four are owed.
        assertEquals("nftables nftables 7 pass pass  107 RANDOM", decision(sample));
        assertEquals(Map.of("uid", "0", "gid", "0"), sample.getMetadataMap());
        assertEquals(NflogFixture.RECEIVED_AT, sample.getObservedAtNanos());
        assertEquals(31, sample.getBytes());
        assertEquals(Map.of("forwarder.lost" + OF_EXPORTER + " what=samples", 4L), nflog.metrics());
    }

    @Test
    void whatTcpdumpWroteInEitherByteOrder() throws InterruptedException {
        byte[] file = GoldenBytes.read("tcpdump-nflog.hex");
        byte[] message = Arrays.copyOfRange(file, PCAP_HEADERS, file.length);
        NflogDecoder decoder =
                NflogDecoder.ofCapture(nflog.exporter, MarkBits.NONE, false, nflog.sink);
        for (byte[] bytes : List.of(message, otherByteOrder(message), message)) {
            decoder.captured(
                    bytes,
                    0,
                    bytes.length,
                    false,
                    NflogFixture.CAPTURED_AT,
                    NflogFixture.RECEIVED_AT);
        }
        assertEquals(3, nflog.sink.samples().size(), () -> "" + nflog.sink.rejections());
        assertEquals(
                1, nflog.sink.samples().stream().distinct().count(), "whatever the byte order");
        PacketSample sample = nflog.sink.samples().get(0);
        assertEquals("nftables nftables 101 drop drop BLOCKED 10 RANDOM", decision(sample));
        assertEquals("2", sample.getIngressInterface(), "another host's interfaces have numbers");
        assertEquals(Map.of(), nflog.metrics(), "tcpdump asks for no numbers");
    }

    @Test
    void captureThatCutsThePacket() throws InterruptedException {
        byte[] file = GoldenBytes.read("tcpdump-nflog.hex");
        NflogDecoder decoder =
                NflogDecoder.ofCapture(nflog.exporter, MarkBits.NONE, false, nflog.sink);
        int captured = file.length - PCAP_HEADERS - 50;
        decoder.captured(file, PCAP_HEADERS, captured, true, 0, NflogFixture.RECEIVED_AT);
        assertEquals(86, nflog.only().getBytes());
        assertEquals(53, nflog.only().getDestinationPort());
        decoder.captured(file, PCAP_HEADERS, captured, false, 0, NflogFixture.RECEIVED_AT);
        assertEquals("bad_attribute_length", nflog.sink.rejections().get(0).reason());
    }

    @Test
    void prefixOfAnotherFormIsKept() {
        nflog.log(0, 0, "dropped: ");
        nflog.log(1, 0, "");
        PacketSample first = nflog.sink.samples().get(0);
        assertEquals("dropped: ", first.getMetadataOrThrow("nflog_prefix"));
        assertEquals("      1 UNSAMPLED", decision(first));
        assertEquals("", nflog.sink.samples().get(1).getMetadataOrThrow("nflog_prefix"));
        assertEquals(
                Map.of("forwarder.malformed" + OF_EXPORTER + " reason=bad_prefix", 2L),
                nflog.metrics());
    }

    @Test
    void marks() {
        NflogFixture staged = new NflogFixture(new MarkBits(0x1, 0x2));
        staged.log(0, 0x3, "a|1|drop|BLOCKED|100");
        staged.log(1, 0x1, "a|1|drop|BLOCKED|100");
        staged.log(2, 0x2, "a|1|drop|BLOCKED|100");
        assertEquals(
                List.of(
                        "a a 1 drop drop BLOCKED 100 RANDOM",
                        "a a 1 drop pass BLOCKED 100 RANDOM", // a rule in monitor mode
                        "a a 1 drop drop BLOCKED 1 NOTIFICATION"), // nobody chose it at random
                staged.sink.samples().stream().map(NflogDecoderTest::decision).toList());
        nflog.log(0, 0, "a|1|drop|BLOCKED|1");
        assertEquals("a a 1 drop drop BLOCKED 1 UNSAMPLED", decision(nflog.only()));
    }

    @Test
    void whatIsMissingIsOwed() {
        nflog.log(2, 0, "a||||10");
        for (int i = 3; i < 300; i++) {
            nflog.log(i, 0, "a||||10");
        }
        assertEquals(3000, nflog.intervals().stream().mapToInt(Integer::intValue).sum());
        assertEquals(List.of(11, 11, 11), nflog.intervals().subList(0, 3));
        assertEquals(Map.of("forwarder.lost" + OF_EXPORTER + " what=samples", 2L), nflog.metrics());
    }

    @Test
    void malformedMessages() {
        byte[] good = NflogFixture.message(0, 1, "a||||1");
        byte[] longer = good.clone();
        longer[0]++;
        nflog.receive(longer);
        assertReason("bad_message_length");
        nflog.receive(Arrays.copyOf(good, 10));
        assertReason("bad_message_length");
        byte[] header = Arrays.copyOf(good, 18);
        header[0] = 18;
        nflog.receive(header);
        assertReason("truncated_header");
        byte[] attribute = good.clone();
        attribute[20] = 3;
        nflog.receive(attribute);
        assertReason("bad_attribute_length");
        attribute[20] = 5;
        nflog.receive(attribute);
        assertReason("short_attribute");
        byte[] empty = Arrays.copyOf(good, 20);
        empty[0] = 20;
        nflog.receive(empty);
        assertReason("no_payload");
        byte[] version = good.clone();
        version[good.length - 40] = 0x65;
        nflog.receive(version);
        assertReason("bad_ip_version");
        assertEquals(0, nflog.sink.samples().size());
    }

    @Test
    void otherMessagesAreNoneOfOurs() {
        byte[] answer = new byte[36];
        ByteBuffer.wrap(answer).put(0, (byte) 36).put(4, (byte) 2);
        nflog.receive(answer);
        assertEquals(List.of(), nflog.sink.samples());
        assertEquals(Map.of(), nflog.metrics());
    }

    private void assertReason(String reason) {
        List<Rejection> rejections = nflog.sink.rejections();
        assertEquals(1, rejections.size());
        assertEquals(reason, rejections.get(0).reason());
        assertTrue(rejections.get(0).detail().startsWith("netfilter log message of "));
        nflog.sink.clear();
    }

    private static String decision(PacketSample sample) {
        return String.join(
                " ",
                sample.getSourceSystem(),
                sample.getMitigationSystem(),
                sample.getRuleId(),
                sample.getVerdict(),
                sample.getOutcome(),
                sample.getMitigationReason(),
                Integer.toString(sample.getSampleInterval()),
                sample.getSamplingMode().name());
    }

    private static String origin(PacketSample sample) {
        return String.join(
                " ",
                sample.getDirection(),
                sample.getIngressInterface(),
                sample.getEgressInterface());
    }

    /** As a host of the other byte order writes it: lengths and types turned, values not. */
    private static byte[] otherByteOrder(byte[] message) {
        byte[] turned = message.clone();
        for (int at = 4; at + 4 <= message.length; ) {
            int length = (message[at] & 0xFF) | (message[at + 1] & 0xFF) << 8;
            turned[at] = message[at + 1];
            turned[at + 1] = message[at];
            turned[at + 2] = message[at + 3];
            turned[at + 3] = message[at + 2];
            at += length + 3 & ~3;
        }
        return turned;
    }
}
