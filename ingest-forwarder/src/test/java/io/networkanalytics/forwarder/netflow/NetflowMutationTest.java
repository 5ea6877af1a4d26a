package io.networkanalytics.forwarder.netflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Damaged datagrams and invented exporters, from a fixed seed: nothing escapes, nothing is read
 * behind the end, nothing grows.
 */
class NetflowMutationTest {

    private static final long SEED = 20260103;
    private static final int ROUNDS = 200_000;
    private static final int INVENTED = 1_000_000;

    private final List<byte[]> whole =
            List.of(
                    TestingMessage.v5(2, 0, 0x4064)
                            .v5Flow(1, 2, 6, 3, 4)
                            .v5Flow(5, 6, 1, 0, 0x0800)
                            .toBytes(),
                    TestingMessage.v9(4, 1)
                            .template(256, 8, 4, 12, 4, 4, 1, 2, 4, 1, 4, 21, 4, 89, 1)
                            .optionsTemplate(257, 1, 2, 4, 34, 4, 48, 1)
                            .set(257, set -> set.u32(3, 100).u8(1))
                            .set(256, set -> set.u32(1, 2).u8(6).u32(3, 4, 5).u8(130))
                            .toBytes(),
                    TestingMessage.ipfix(0)
                            .template(256, 27, 16, 28, 16, 82, 65535, 315, 65535, 155, 8, 311, 8)
                            .optionsTemplate(257, 1, 301, 8, 302, 8, 302, 8)
                            .set(257, set -> set.u64(1, 2, 3))
                            .set(
                                    256,
                                    set ->
                                            set.u64(1, 2, 3, 4)
                                                    .u8(2)
                                                    .hex("6162")
                                                    .u8(255)
                                                    .u16(54)
                                                    .hex("020000000002020000000001080045000028")
                                                    .hex("123440003f060000c6336407cb0071099c40")
                                                    .hex("01bb00000001000000005002040000000000")
                                                    .u64(-1, 0x3FE0_0000_0000_0000L))
                            .set(2, set -> set.u16(256, 0))
                            .toBytes());

    @Test
    void theWholeIsGood() {
        for (byte[] datagram : whole) {
            NetflowFixture netflow = new NetflowFixture().receive(datagram);
            assertEquals(List.of(), netflow.reasons());
            assertTrue(!netflow.samples().isEmpty());
        }
    }

    @Test
    void everyTruncationOfIpfixAndVersion5IsRejectedOnce() {
        for (byte[] datagram : List.of(whole.get(0), whole.get(2))) {
            for (int length = 0; length < datagram.length; length++) {
                NetflowFixture netflow = new NetflowFixture();
                // In a buffer that goes on with other bytes: reading behind the end would find
                // them.
                byte[] buffer = new byte[datagram.length + 64];
                Arrays.fill(buffer, (byte) 0xEE);
                System.arraycopy(datagram, 0, buffer, 32, length);
                netflow.receive(buffer, 32, length, NetflowFixture.SENDER, 1);
                assertEquals(1, netflow.reasons().size(), "cut to " + length);
            }
        }
    }

    @Test
    void damageNeverEscapes() {
        Random random = new Random(SEED);
        NetflowFixture netflow =
                new NetflowFixture(
                        ConfiguredIntervals.NONE, new HeldBounds(1 << 20, Duration.ofSeconds(100)));
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = damage(random);
            netflow.receive(damaged, NetflowFixture.SENDER, round * 10_000_000L);
            netflow.sink.clear();
        }
        assertTrue(netflow.domains.held().bytes() <= 1 << 20);
    }

    @Test
    void inventedExportersAndTemplatesTakeNoMoreMemory() throws Exception {
        NetflowFixture netflow = new NetflowFixture();
        TestingMessage message = TestingMessage.ipfix(0, 0);
        // A template of 100 fields, a sampler, and data of a template that never comes.
        int[] fields = new int[200];
        for (int i = 0; i < 200; i += 2) {
            fields[i] = i + 1;
            fields[i + 1] = 4;
        }
        byte[] datagram =
                message.template(256, fields)
                        .optionsTemplate(257, 1, 48, 4, 50, 4)
                        .set(257, set -> set.u32(0x01020304, 100))
                        .set(999, set -> set.hex("00".repeat(400)))
                        .toBytes();
        Runtime runtime = Runtime.getRuntime();
        long before = 0;
        for (int i = 0; i < INVENTED; i++) {
            byte[] address = {10, (byte) (i >>> 16), (byte) (i >>> 8), (byte) i};
            for (int at = 0; at < 4; at++) {
                datagram[12 + at] = (byte) (i >>> (8 * at)); // domain
            }
            netflow.receive(
                    datagram, new InetSocketAddress(InetAddress.getByAddress(address), 1), i);
            if (i % 10_000 == 0) {
                netflow.sink.clear();
            }
            if (i == INVENTED / 5) {
                System.gc();
                before = runtime.totalMemory() - runtime.freeMemory();
            }
        }
        netflow.sink.clear();
        System.gc();
        long growth = runtime.totalMemory() - runtime.freeMemory() - before;
        // Unbounded, 800,000 of them would take hundreds of megabytes; other tests in this JVM
        // leave a few behind.
        assertTrue(growth < 64 << 20, () -> "grew by " + growth + " bytes");
        assertTrue(netflow.domains.held().bytes() <= HeldBounds.DEFAULT_BYTES);
        assertEquals(
                INVENTED - DomainTable.MAX_DOMAINS,
                netflow.metrics().get("forwarder.evictions table=netflow_domains"));
        assertTrue(netflow.metrics().get("forwarder.evictions table=netflow_templates") > 900_000);
        assertTrue(netflow.metrics().get("forwarder.evictions table=netflow_samplers") > 800_000);
    }

    private byte[] damage(Random random) {
        byte[] original = whole.get(random.nextInt(whole.size()));
        byte[] bytes =
                Arrays.copyOf(
                        original,
                        random.nextInt(4) == 0 ? random.nextInt(original.length) : original.length);
        for (int i = random.nextInt(6); i >= 0 && bytes.length > 4; i--) {
            int at = random.nextInt(bytes.length);
            int even = at & ~1;
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> Arrays.fill(bytes, even, Math.min(bytes.length, even + 2), (byte) 0xFF);
                default -> Arrays.fill(bytes, even, Math.min(bytes.length, even + 2), (byte) 0);
            }
        }
        return bytes;
    }
}
