package io.networkanalytics.rules;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.Account;
import io.networkanalytics.model.AddressFacts;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.Decision;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.Site;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The samples that the conformance suite is about, by name. */
public final class TestingSamples {

    public static final long NANOS = 1_790_000_000_000_000_000L;
    public static final Account ACCOUNT = new Account(1001, "", "", "");

    private static final Map<String, AnnotatedSample> ALL = new LinkedHashMap<>();

    static {
        // A connection's first packet, from the United States to Germany.
        ALL.put(
                "syn4",
                annotated(
                        packet("198.51.100.7", "203.0.113.9", 6, 60, 57)
                                .setSourcePort(50000)
                                .setDestinationPort(443)
                                .setTcpFlags(0x02)
                                .setTcpDataOffset(40)
                                .setColo("ams01")
                                .build()));
        // Data within one, with explicit congestion notification.
        ALL.put(
                "ack4",
                annotated(
                        packet("198.51.100.7", "203.0.113.9", 6, 1500, 57)
                                .setSourcePort(50000)
                                .setDestinationPort(8080)
                                .setTcpFlags(0xD8)
                                .setTcpDataOffset(20)
                                .setPayloadPrefix(ByteString.copyFromUtf8("GET / HTTP/1.1"))
                                .setColo("ams01")
                                .build()));
        // An answer of a name server, from nowhere that tables know; no header bytes.
        ALL.put(
                "udp4",
                plain(
                        packet("192.0.2.53", "203.0.113.9", 17, 132, 64)
                                .setSourcePort(53)
                                .setDestinationPort(40000)
                                .setUdpPayloadLength(104)
                                .setPayloadPrefix(hex("1234 8400 0001 0002 0000 0000 0378797a"))
                                .build()));
        ALL.put(
                "udp6",
                plain(
                        packet("2001:db8::53", "2001:db8:1::1", 17, 56, 255)
                                .setIpHeaderLength(40)
                                .setSourcePort(123)
                                .setDestinationPort(80)
                                .setHeaderBytes(
                                        hex(
                                                "6000 0000 0010 11ff"
                                                        + " 20010db800000000000000000000005320010db8000100000000000000000001007b"
                                                        + " 0050 0010 0000 d700 032a 0000 0001"))
                                .build()));
        ALL.put("icmp4", plain(packet("10.1.2.3", "10.9.9.9", 1, 84, 1).setIcmpType(8).build()));
        ALL.put(
                "icmp6",
                plain(
                        packet("fe80::1", "ff02::1", 58, 72, 255)
                                .setIpHeaderLength(40)
                                .setIcmpType(128)
                                .setIcmpCode(3)
                                .build()));
        ALL.put("gre4", plain(packet("10.1.2.3", "10.9.9.9", 47, 84, 64).build()));
        ALL.put("esp6", plain(packet("2001:db8::1", "2001:db8::2", 50, 120, 64).build()));
        // TCP by its header, but the header of TCP was in the first fragment.
        ALL.put(
                "frag4",
                plain(
                        packet("198.51.100.7", "203.0.113.9", 6, 1500, 57)
                                .setIpFragmentOffset(185)
                                .build()));
        ALL.put(
                "opt4",
                plain(packet("10.1.2.3", "224.0.0.1", 2, 32, 1).setIpv4Options("148,7").build()));
        ALL.put("other4", plain(packet("10.1.2.3", "10.9.9.9", 253, 40, 64).build()));
        // A flow record: no header was seen.
        ALL.put(
                "flow4",
                plain(
                        PacketSample.newBuilder()
                                .setSourceAddress(address("10.0.0.1"))
                                .setDestinationAddress(address("10.0.0.2"))
                                .setIpProtocol(6)
                                .setSourcePort(1024)
                                .setDestinationPort(22)
                                .setTcpFlags(0x1B)
                                .setSourceAsn(65001)
                                .build()));
        ALL.put("arp", plain(PacketSample.newBuilder().setEthertype(0x0806).build()));
    }

    private TestingSamples() {}

    public static Map<String, AnnotatedSample> all() {
        return ALL;
    }

    public static PacketSample.Builder packet(
            String source, String destination, int protocol, int length, int ttl) {
        return PacketSample.newBuilder()
                .setSourceAddress(address(source))
                .setDestinationAddress(address(destination))
                .setIpProtocol(protocol)
                .setIpHeaderLength(20)
                .setIpTotalLength(length)
                .setIpTtl(ttl)
                .setSampleInterval(1)
                .setPackets(1);
    }

    /** Nothing is known but what the sample says. */
    public static AnnotatedSample plain(PacketSample sample) {
        return AnnotatedSample.of(sample, NANOS, ACCOUNT);
    }

    public static AnnotatedSample at(PacketSample sample, long eventTimeNanos, Account account) {
        return AnnotatedSample.of(sample, eventTimeNanos, account);
    }

    private static AnnotatedSample annotated(PacketSample sample) {
        return new AnnotatedSample(
                sample,
                NANOS,
                ACCOUNT,
                new AddressFacts(64500, "Example", "US"),
                new AddressFacts(4_200_000_001L, "Beispiel", "DE"),
                new Site("Amsterdam", "Amsterdam", "WEUR", "NL", "u173"),
                Decision.of(sample),
                "");
    }

    /** Sixteen bytes. */
    public static ByteString address(String literal) {
        try {
            byte[] bytes = InetAddress.getByName(literal).getAddress();
            if (bytes.length == 16) {
                return ByteString.copyFrom(bytes);
            }
            return IpAddresses.of(
                    0, 0xFFFFL << 32 | Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt()));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ByteString hex(String digits) {
        return ByteString.copyFrom(HexFormat.of().parseHex(digits.replace(" ", "")));
    }
}
