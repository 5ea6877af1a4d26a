package io.networkanalytics.bench.detector;

import io.networkanalytics.model.PacketSample;
import java.util.random.RandomGenerator;

/**
 * What an ordinary server gets: connections to its web pages, answers to what it asks itself, QUIC
 * and pings.
 */
final class BenignTraffic implements PacketMaker {

    private static final int SYN = 0x02;
    private static final int SYN_ACK = 0x12;
    private static final int ACK = 0x10;
    private static final int PSH_ACK = 0x18;
    private static final int FIN_ACK = 0x11;

    private final boolean ipv6;

    BenignTraffic(boolean ipv6) {
        this.ipv6 = ipv6;
    }

    @Override
    public void make(RandomGenerator random, PacketSample.Builder packet) {
        int percent = random.nextInt(100);
        if (percent < 6) {
            Headers.tcp(packet, ipv6, SYN, 20, 0);
            Headers.synOptions(packet);
            web(random, packet, 64_240);
        } else if (percent < 10) {
            Headers.tcp(packet, ipv6, SYN_ACK, 20, 0);
            Headers.synOptions(packet);
            web(random, packet, 65_160);
            packet.setSourcePort(443).setDestinationPort(random.nextInt(32_768, 61_000));
        } else if (percent < 66) {
            boolean pure = random.nextInt(3) > 0;
            int payload = pure ? 0 : random.nextInt(40, 1449);
            Headers.tcp(packet, ipv6, pure ? ACK : PSH_ACK, 12, payload);
            packet.setTcpOptions("1,1,8");
            web(random, packet, random.nextInt(200, 2000));
            if (!pure) {
                packet.setPayloadPrefix(Headers.noise(random, payload));
            }
        } else if (percent < 72) {
            Headers.tcp(packet, ipv6, FIN_ACK, 12, 0);
            packet.setTcpOptions("1,1,8");
            web(random, packet, 502);
        } else if (percent < 78) {
            int payload = random.nextInt(45, 320);
            Headers.udp(packet, ipv6, 53, random.nextInt(32_768, 61_000), payload);
            packet.setPayloadPrefix(
                    PrefixTemplate.of("?? ?? 81 80 00 01 00 01 00 00 00 00 03 'www'")
                            .fill(random, payload));
        } else if (percent < 98) {
            int payload = random.nextInt(4) == 0 ? 1252 : random.nextInt(25, 1200);
            Headers.udp(packet, ipv6, random.nextInt(32_768, 61_000), 443, payload);
            packet.setPayloadPrefix(Headers.noise(random, payload));
        } else {
            Headers.ip(packet, ipv6, ipv6 ? 58 : 1, 64);
            packet.setIcmpType(ipv6 ? 128 : 8).setPayloadPrefix(Headers.noise(random, 56));
        }
    }

    private static void web(RandomGenerator random, PacketSample.Builder packet, int window) {
        packet.setSourcePort(random.nextInt(32_768, 61_000))
                .setDestinationPort(random.nextInt(4) == 0 ? 80 : 443)
                .setTcpSequenceNumber(random.nextInt())
                .setTcpAcknowledgementNumber(packet.getTcpFlags() == SYN ? 0 : random.nextInt())
                .setTcpWindowSize(window);
    }
}
