package io.networkanalytics.forwarder.sflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Damaged datagrams, from a fixed seed: nothing escapes, nothing is read behind the end, nothing
 * grows.
 */
class SflowMutationTest {

    private static final long SEED = 20260102;
    private static final int ROUNDS = 200_000;

    private final byte[] whole =
            TestingDatagram.header(1, 1000, 5)
                    .flow(1, 200, 0)
                    .structure(2, s -> s.int32(1, 3, 0))
                    .structure(
                            3,
                            s ->
                                    s.int32(1, 0, 3, 400, 0, 0, 0, 7, 0, 3, 4)
                                            .synHeader()
                                            .structure(1001, r -> r.int32(1, 0, 2, 0))
                                            .structure(1002, r -> r.int32(1, 0xC0000299L, 24, 16))
                                            .structure(
                                                    1003,
                                                    r ->
                                                            r.int32(
                                                                    1, 1, 64500, 64501, 64502, 1, 2,
                                                                    2, 64503, 64504, 0, 100)))
                    .structure(
                            5,
                            s ->
                                    s.int32(1, 0, 3, 0, 3, 0, 258, 2)
                                            .structure(
                                                    1037,
                                                    r ->
                                                            r.int32(7)
                                                                    .opaque("acl".getBytes(UTF_8))
                                                                    .int32(1))
                                            .structure(
                                                    4,
                                                    r ->
                                                            r.int32(
                                                                    80, 6, 1, 2, 3, 4, 5, 6, 7, 8,
                                                                    179, 1024, 2, 0)))
                    .structure(
                            1,
                            s ->
                                    s.int32(2, 3, 200, 0, 0, 3, 5, 1)
                                            .structure(
                                                    3,
                                                    r -> r.int32(1500, 17, 1, 2, 53, 40000, 0, 0)))
                    .toBytes();

    @Test
    void theWholeIsGood() {
        SflowFixture sflow = new SflowFixture();
        sflow.receive(whole);
        assertEquals(4, sflow.sink.samples().size());
        assertEquals(0, sflow.sink.rejections().size());
    }

    @Test
    void everyTruncationIsRejectedOnce() {
        for (int length = 0; length < whole.length; length++) {
            SflowFixture sflow = new SflowFixture();
            // In a buffer that goes on with other bytes: reading behind the end would find them.
            byte[] buffer = new byte[whole.length + 64];
            Arrays.fill(buffer, (byte) 0xEE);
            System.arraycopy(whole, 0, buffer, 32, length);
            sflow.receive(buffer, 32, length);
            assertEquals(1, sflow.sink.rejections().size(), "cut to " + length);
        }
    }

    @Test
    void damageNeverEscapes() {
        Random random = new Random(SEED);
        SflowFixture sflow = new SflowFixture();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = damage(random);
            sflow.receive(damaged);
            // Each sample takes eight bytes of its datagram at least.
            assertTrue(
                    sflow.sink.samples().size() <= damaged.length / 8 + 1,
                    () -> "too many samples");
            sflow.sink.clear();
        }
    }

    private byte[] damage(Random random) {
        byte[] bytes =
                Arrays.copyOf(
                        whole,
                        random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
        for (int i = random.nextInt(6); i >= 0 && bytes.length > 4; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 ->
                        Arrays.fill(
                                bytes, at & ~3, Math.min(bytes.length, (at & ~3) + 4), (byte) 0xFF);
                default ->
                        Arrays.fill(
                                bytes, at & ~3, Math.min(bytes.length, (at & ~3) + 4), (byte) 0);
            }
        }
        return bytes;
    }
}
