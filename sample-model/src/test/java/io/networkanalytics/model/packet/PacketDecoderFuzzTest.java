package io.networkanalytics.model.packet;

import static io.networkanalytics.model.packet.Packets.SYN;
import static io.networkanalytics.model.packet.Packets.UDP;
import static io.networkanalytics.model.packet.Packets.bytes;
import static io.networkanalytics.model.packet.Packets.ethernet;
import static io.networkanalytics.model.packet.Packets.ipv4;
import static io.networkanalytics.model.packet.Packets.ipv6;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.networkanalytics.model.PacketSample;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Mutated packets: whatever they hold, the decoder returns, and its fields keep their ranges. */
class PacketDecoderFuzzTest {
    private static final int PACKETS = 200_000;
    private static final long SEED = 20_230_517;

    private static final List<byte[]> SEEDS =
            List.of(
                    bytes(ethernet(0x0800, ipv4(6, SYN + "cafe"))),
                    bytes(ethernet(0x0800, ipv4("94040000", 0, 17, UDP))),
                    bytes(
                            ethernet(
                                    0x88a8,
                                    "0001 8100 0002 8864 1100 0001 003e 0021" + ipv4(6, SYN))),
                    bytes(
                            ethernet(
                                    0x8847,
                                    "00010040 00020140 00000000"
                                            + ethernet(0x0800, ipv4(17, UDP)))),
                    bytes(
                            ethernet(
                                    0x86dd,
                                    ipv6(
                                            0,
                                            "2b00010400000000 2c00010400000000 1100000100000007"
                                                    + UDP))),
                    bytes(
                            ethernet(
                                    0x86dd,
                                    ipv6(
                                            51,
                                            "3c0400000000000100000002"
                                                    + "00".repeat(12)
                                                    + "3a00010400000000 8000abcd"))),
                    bytes(
                            ethernet(
                                    0x0800,
                                    ipv4(
                                            47,
                                            "f000 0800 1234 0000 00000007 00000009 08000004 0a000001 00000000"
                                                    + ipv4(6, SYN)))),
                    bytes(ethernet(0x0800, ipv4(51, "0601 0000 00000001 00000002" + SYN))),
                    bytes(ethernet(60, "aaaa03 000000 0800" + ipv4(1, "0303abcd00000000"))),
                    bytes(
                            "0000 0900 02000000 20 8801 0000"
                                    + Packets.MACS.repeat(2)
                                    + "aaaa03000000 0800"
                                    + ipv4(17, UDP)),
                    bytes("02000000 05000a0061000000 24000900" + ipv4(17, UDP)));

    @Test
    void noPacketEscapes() {
        SplittableRandom random = new SplittableRandom(SEED);
        PacketDecoder decoder = new PacketDecoder(true);
        LinkType[] links = LinkType.values();
        Map<DecodeResult, Integer> results = new EnumMap<>(DecodeResult.class);
        for (int i = 0; i < PACKETS; i++) {
            byte[] packet = mutate(SEEDS.get(random.nextInt(SEEDS.size())), random);
            // Most as Ethernet, which the seeds are, the rest as anything.
            LinkType link =
                    random.nextInt(3) > 0 ? LinkType.ETHERNET : links[random.nextInt(links.length)];
            int captured =
                    random.nextInt(4) > 0 ? packet.length : random.nextInt(packet.length + 1);
            int original = random.nextInt(8) > 0 ? packet.length : random.nextInt();
            PacketSample.Builder target = PacketSample.newBuilder();
            try {
                DecodeResult result = decoder.decode(link, packet, 0, captured, original, target);
                results.merge(result, 1, Integer::sum);
                check(result, target.build());
            } catch (RuntimeException | AssertionError e) {
                fail(
                        String.format(
                                "packet %d of seed %d: %s, %d of %d bytes of %s",
                                i,
                                SEED,
                                link,
                                captured,
                                original,
                                HexFormat.of().formatHex(packet)),
                        e);
            }
        }
        assertEquals(DecodeResult.values().length - 1, results.size(), () -> "reached " + results);
        assertTrue(results.get(DecodeResult.DECODED) > PACKETS / 4, () -> "decoded " + results);
    }

    private static byte[] mutate(byte[] seed, SplittableRandom random) {
        byte[] packet = Arrays.copyOf(seed, seed.length + random.nextInt(8));
        for (int mutations = random.nextInt(6); mutations > 0; mutations--) {
            int at = random.nextInt(packet.length);
            packet[at] =
                    switch (random.nextInt(4)) {
                        case 0 -> (byte) random.nextInt();
                        case 1 -> (byte) (packet[at] ^ (1 << random.nextInt(8)));
                        case 2 -> (byte) (random.nextBoolean() ? 0xff : 0);
                        default -> packet[random.nextInt(packet.length)];
                    };
        }
        return packet;
    }

    private static void check(DecodeResult result, PacketSample sample) {
        if (result.malformed()) {
            assertEquals(PacketSample.getDefaultInstance(), sample);
            return;
        }
        assertEquals(1, sample.getPackets());
        assertTrue(sample.getBytes() >= 0, "bytes");
        within(0xffff, sample.getEthertype(), sample.getSourcePort(), sample.getDestinationPort());
        within(0xff, sample.getIpProtocol(), sample.getIpTtl(), sample.getTcpFlags());
        within(63, sample.getIpv4Dscp(), sample.getIpv6Dscp());
        within(3, sample.getIpv4Ecn(), sample.getIpv6Ecn());
        within(0xffff, sample.getIpv4Identification(), sample.getIpv4Checksum());
        within(0xfffff, sample.getIpv6FlowLabel());
        within(8191, sample.getIpFragmentOffset());
        within(60, sample.getTcpDataOffset());
        within(0xffff, sample.getTcpWindowSize(), sample.getTcpChecksum(), sample.getTcpMss());
        within(0xff, sample.getTcpWindowScale(), sample.getIcmpType(), sample.getIcmpCode());
        within(0xffff, sample.getUdpChecksum(), sample.getIcmpChecksum(), sample.getGreChecksum());
        within(7, sample.getGreVersion());
        within(32, sample.getPayloadPrefix().size());
        within(128, sample.getHeaderBytes().size());
        assertTrue(sample.getUdpPayloadLength() >= 0, "udp payload length");
        boolean ip = sample.getEthertype() == 0x0800 || sample.getEthertype() == 0x86dd;
        assertEquals(ip ? 16 : 0, sample.getSourceAddress().size());
        assertEquals(ip ? 16 : 0, sample.getDestinationAddress().size());
        assertTrue(sample.getIpHeaderLength() <= sample.getIpTotalLength(), "header in packet");
        assertEquals(ip ? sample.getIpTotalLength() : 0, ip ? sample.getBytes() : 0);
        assertTrue(ip || sample.getPayloadPrefix().isEmpty(), "payload without IP");
        assertEquals(sample, reparsed(sample.toByteString()));
    }

    private static void within(int max, int... values) {
        for (int value : values) {
            assertTrue(value >= 0 && value <= max, () -> value + " is not within 0 and " + max);
        }
    }

    private static PacketSample reparsed(ByteString bytes) {
        try {
            return PacketSample.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("not parseable", e);
        }
    }
}
