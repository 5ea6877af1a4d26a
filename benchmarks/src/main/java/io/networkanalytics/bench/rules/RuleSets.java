package io.networkanalytics.bench.rules;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.Account;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.PacketSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Rules as operators and the attack detector write them, and traffic of which they match little.
 */
final class RuleSets {

    static final Account ACCOUNT = new Account(1001, "", "", "");

    private static final int[] PORTS = {443, 443, 443, 80, 80, 53, 22, 123, 8080, 25};

    private final Random random;

    RuleSets(long seed) {
        random = new Random(seed);
    }

    /** Expressions; of a hundred one asks for nothing that can be indexed. */
    List<String> expressions(int count) {
        List<String> expressions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            expressions.add(i % 100 == 99 ? "ip.ttl lt 3 and ip.len gt " + i : expression());
        }
        return expressions;
    }

    private String expression() {
        return switch (random.nextInt(6)) {
            case 0 ->
                    "tcp.dstport in {"
                            + port()
                            + " "
                            + port()
                            + ".."
                            + 65000
                            + "} and ip.src in {"
                            + prefix()
                            + "}";
            case 1 -> "udp.dstport eq " + port() + " and ip.dst in {" + ours() + "}";
            case 2 -> "ip.src in {" + prefix() + " " + prefix() + " 2001:db8:" + hex() + "::/48}";
            case 3 ->
                    "udp and udp.srcport eq "
                            + port()
                            + " and ip.dst eq 203.0."
                            + random.nextInt(256)
                            + "."
                            + random.nextInt(256)
                            + " and ip.len in {"
                            + (100 + random.nextInt(1300))
                            + "..1500}";
            case 4 ->
                    "tcp.flags.syn and not tcp.flags.ack and ip.dst in {"
                            + ours()
                            + "} and tcp.dstport eq "
                            + port();
            default ->
                    "ip.src.country in {\"US\" \"NL\"} and ip.dst in {" + ours() + "} and not icmp";
        };
    }

    AnnotatedSample[] samples(int count) {
        AnnotatedSample[] samples = new AnnotatedSample[count];
        for (int i = 0; i < count; i++) {
            boolean tcp = random.nextInt(4) > 0;
            PacketSample sample =
                    PacketSample.newBuilder()
                            .setSourceAddress(v4(random.nextInt()))
                            .setDestinationAddress(v4(0xCB00_0000 | random.nextInt(0x10000)))
                            .setIpProtocol(tcp ? 6 : 17)
                            .setIpHeaderLength(20)
                            .setIpTotalLength(40 + random.nextInt(1460))
                            .setIpTtl(30 + random.nextInt(200))
                            .setSourcePort(1024 + random.nextInt(64000))
                            .setDestinationPort(PORTS[random.nextInt(PORTS.length)])
                            .setTcpFlags(tcp ? 0x10 : 0)
                            .setTcpDataOffset(tcp ? 20 : 0)
                            .setPackets(1)
                            .setSampleInterval(1000)
                            .build();
            samples[i] = AnnotatedSample.of(sample, 1_790_000_000_000_000_000L, ACCOUNT);
        }
        return samples;
    }

    private static ByteString v4(int bits) {
        return IpAddresses.of(0, 0xFFFFL << 32 | Integer.toUnsignedLong(bits));
    }

    /** Now and then one that much traffic has. */
    private int port() {
        return random.nextInt(5) == 0
                ? PORTS[random.nextInt(PORTS.length)]
                : 1 + random.nextInt(60_000);
    }

    private String prefix() {
        return (1 + random.nextInt(220))
                + "."
                + random.nextInt(256)
                + "."
                + random.nextInt(256)
                + ".0/24";
    }

    /** One of the account's own networks, which many rules share. */
    private String ours() {
        return "203.0." + random.nextInt(256) + ".0/24";
    }

    private String hex() {
        return Integer.toHexString(random.nextInt(0x10000));
    }
}
