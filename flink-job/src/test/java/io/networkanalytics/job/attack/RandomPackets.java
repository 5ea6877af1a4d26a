package io.networkanalytics.job.attack;

import com.google.protobuf.ByteString;
import io.networkanalytics.job.TestSamples;
import io.networkanalytics.model.Account;
import io.networkanalytics.model.AddressFacts;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.Decision;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.Site;
import java.util.List;
import java.util.Random;

/** Packets of few different values, as edges of all kinds say them. */
final class RandomPackets {

    private static final int LONGEST_PREFIX = 32;

    private final Random random;
    private long sequence;

    RandomPackets(Random random) {
        this.random = random;
    }

    AnnotatedSample next() {
        int protocol = pick(List.of(6, 17, 17, 17, 6, 1, 58, 47, 50, 2));
        boolean record = random.nextInt(5) == 0;
        PacketSample.Builder sample =
                Packets.ip(protocol, sequence++)
                        .setSourceAddress(address())
                        .setDestinationAddress(address())
                        .setIpFragmentOffset(random.nextInt(6) == 0 ? 185 : 0)
                        .setIpMoreFragments(random.nextInt(6) == 0)
                        .setIpHeaderLength(record ? 0 : pick(List.of(20, 24, 40, 120)))
                        .setIpTtl(record ? 0 : pick(List.of(0, 1, 57, 64, 255)))
                        .setIpTotalLength(record ? 0 : pick(List.of(40, 60, 468, 1500)))
                        .setPackets(1 + random.nextInt(3))
                        .setSampleInterval(pick(List.of(0, 1, 100)));
        if (protocol == 6 || protocol == 17) {
            sample.setSourcePort(pick(List.of(0, 53, 123, 389, 4500, 50_000)));
            sample.setDestinationPort(pick(List.of(0, 53, 443, 65_535)));
        }
        if (protocol == 6) {
            sample.setTcpFlags(pick(List.of(0, 0x02, 0x12, 0x10, 0x18, 0x04, 0x11, 0x29, 0x1b)));
            sample.setTcpDataOffset(record ? 0 : 20 * random.nextInt(2));
        }
        if (protocol == 47) {
            sample.setGreEthertype(pick(List.of(0, 0x0800, 0x86dd, 0x6558)));
        }
        if (protocol == 1 || protocol == 58) {
            sample.setIcmpType(pick(List.of(0, 3, 8, 11))).setIcmpCode(random.nextInt(4));
        }
        if (!record) {
            addBytes(sample, protocol == 1 || protocol == 58 ? quoted() : payload());
        }
        return new AnnotatedSample(
                sample.build(),
                Packets.SECOND * 1_000_000_000L,
                Account.UNASSIGNED,
                new AddressFacts(
                        pick(List.of(0L, 64_500L, 4_200_000_000L)),
                        "",
                        pick(List.of("", "DE", "US"))),
                AddressFacts.UNKNOWN,
                Site.UNKNOWN,
                random.nextInt(5) == 0
                        ? new Decision("edge", "drop", Decision.DROP, "", "", "", "", "", "", "")
                        : Decision.NONE,
                "");
    }

    /** The first 32 bytes behind the header; of some edges the first 128 of the packet as well. */
    private void addBytes(PacketSample.Builder sample, byte[] payload) {
        int cut = Math.min(payload.length, random.nextInt(4) == 0 ? 3 : LONGEST_PREFIX);
        sample.setPayloadPrefix(ByteString.copyFrom(payload, 0, cut));
        if (random.nextInt(3) == 0) {
            // What is short is padded to the least length of a frame.
            byte[] bytes = new byte[Math.max(46, sample.getIpHeaderLength() + 8 + payload.length)];
            System.arraycopy(payload, 0, bytes, sample.getIpHeaderLength() + 8, payload.length);
            sample.setHeaderBytes(ByteString.copyFrom(bytes, 0, Math.min(128, bytes.length)));
        }
    }

    private byte[] payload() {
        byte[] payload = new byte[pick(List.of(0, 2, 4, 12, 40))];
        int kind = random.nextInt(3);
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) (kind == 0 ? 0 : kind == 1 ? 0xff : i * 0x11);
        }
        return payload;
    }

    /** What an ICMP error says of the packet that it is about. */
    private byte[] quoted() {
        byte[] quoted = new byte[28];
        quoted[0] = (byte) (int) pick(List.of(0x45, 0x46, 0x60));
        quoted[9] = (byte) (int) pick(List.of(17, 6));
        int port = pick(List.of(53, 123, 37_810));
        quoted[22] = (byte) (port >> 8);
        quoted[23] = (byte) port;
        return quoted;
    }

    private ByteString address() {
        return random.nextInt(3) == 0
                ? IpAddresses.of(
                        0x20010db8_00000000L | random.nextInt(2) << 16, 1 + random.nextInt(2))
                : TestSamples.v4(203, 0, 112 + random.nextInt(2), 1 + random.nextInt(3));
    }

    <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
