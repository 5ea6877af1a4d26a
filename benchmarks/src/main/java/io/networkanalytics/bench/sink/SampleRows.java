package io.networkanalytics.bench.sink;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.Account;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * Samples as an attack makes them: many sources, few targets, random TCP fields, a dozen rules.
 * Made once, so that making them is no part of what is measured.
 */
final class SampleRows {

    /** A power of two; as many bytes as LZ4 cannot see repeat. */
    private static final int DIFFERENT = 1 << 16;

    private static final long START_NANOS = 1_790_000_000_000_000_000L;
    private static final int[] PORTS = {53, 80, 443, 22, 123, 8080};
    private static final int[] FLAGS = {2, 16, 24, 18, 4};

    private static final Names NAMES = new Names();

    private final AnnotatedSample[] rows = new AnnotatedSample[DIFFERENT];

    SampleRows(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(random, i);
        }
    }

    AnnotatedSample get(long index) {
        return rows[(int) index & (DIFFERENT - 1)];
    }

    private static AnnotatedSample row(Random random, int index) {
        int account = random.nextInt(20);
        boolean dropped = random.nextInt(3) > 0;
        boolean tcp = random.nextBoolean();
        int length = random.nextInt(3) == 0 ? 40 : 60 + random.nextInt(1400);
        int rule = random.nextInt(12);
        PacketSample.Builder sample =
                PacketSample.newBuilder()
                        .setVersion(1)
                        .setExporterId(NAMES.of("edge-", random.nextInt(50)))
                        .setEpochMicros(1_789_999_000_000_000L)
                        .setSequence(index)
                        .setObservedAtNanos(START_NANOS + index * 20_000L)
                        .setReceivedAtNanos(START_NANOS + index * 20_000L + random.nextInt(1 << 24))
                        .setSourceSystem("xdpd")
                        .setColo(NAMES.of("colo-", random.nextInt(8)))
                        .setIngressInterface(NAMES.of("eth", random.nextInt(4)))
                        .setDirection("ingress")
                        .setSampleInterval(random.nextBoolean() ? 100 : 1000)
                        .setSamplingMode(SamplingMode.forNumber(1))
                        .setPackets(1)
                        .setBytes(length)
                        .setEthertype(0x0800)
                        .setSourceAddress(address(random.nextInt()))
                        .setDestinationAddress(
                                address(0x0a00_0000 | account << 8 | random.nextInt(16)))
                        .setIpProtocol(tcp ? 6 : 17)
                        .setIpTotalLength(length)
                        .setIpHeaderLength(20)
                        .setIpTtl(40 + random.nextInt(30))
                        .setIpv4Identification(random.nextInt(65_536))
                        .setIpv4Checksum(random.nextInt(65_536))
                        .setSourcePort(random.nextInt(65_536))
                        .setDestinationPort(PORTS[random.nextInt(PORTS.length)])
                        .setSourceAsn(random.nextInt(3000))
                        .setDestinationAsn(64_500 + account)
                        .setMitigationSystem("xdpd")
                        .setVerdict(dropped ? "drop" : "pass")
                        .setOutcome(dropped ? "drop" : "pass")
                        .setMitigationReason(dropped ? "rule" : "")
                        .setRuleId(dropped ? NAMES.of("rule-", rule) : "")
                        .setRuleName(dropped ? NAMES.of("Block amplification ", rule) : "");
        if (tcp) {
            sample.setTcpFlags(FLAGS[random.nextInt(FLAGS.length)])
                    .setTcpSequenceNumber(random.nextInt())
                    .setTcpAcknowledgementNumber(random.nextInt())
                    .setTcpWindowSize(random.nextInt(65_536))
                    .setTcpDataOffset(20)
                    .setTcpChecksum(random.nextInt(65_536))
                    .setTcpOptions("mss,sack,ts");
        } else {
            byte[] payload = new byte[8];
            random.nextBytes(payload);
            sample.setUdpChecksum(random.nextInt(65_536))
                    .setUdpPayloadLength(length - 28)
                    .setPayloadPrefix(ByteString.copyFrom(payload));
        }
        return AnnotatedSample.of(
                sample.build(),
                START_NANOS + index * 20_000L,
                new Account(account, NAMES.of("prefix-", account), "", ""));
    }

    /** Each name once, so that the rows fit into the processor's caches as fresh ones would. */
    private static final class Names {
        private final Map<String, String> names = new HashMap<>();

        String of(String prefix, int number) {
            return names.computeIfAbsent(prefix + number, Function.identity());
        }
    }

    private static ByteString address(int ipv4) {
        return ByteString.copyFrom(
                new byte[] {
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    (byte) 0xff,
                    (byte) 0xff,
                    (byte) (ipv4 >>> 24),
                    (byte) (ipv4 >>> 16),
                    (byte) (ipv4 >>> 8),
                    (byte) ipv4
                });
    }
}
