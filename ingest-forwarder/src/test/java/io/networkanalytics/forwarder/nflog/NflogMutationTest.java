package io.networkanalytics.forwarder.nflog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Damaged messages, from a fixed seed: nothing escapes, nothing is read behind the end, nothing
 * grows.
 */
class NflogMutationTest {

    private static final long SEED = 20260105;
    private static final int ROUNDS = 100_000;

    private final byte[] whole = GoldenBytes.read("prerouting.hex");

    @Test
    void everyTruncationIsRejectedOnceAndKeepsWhatIsWhole() {
        // Four messages; the last 20 bytes are netlink's mark of the end.
        int[] ends = {0, 260, 520, 700, 932};
        for (int length = 0; length < whole.length; length++) {
            NflogFixture nflog = new NflogFixture().receive(Arrays.copyOf(whole, length));
            int cut = length;
            long complete = Arrays.stream(ends).filter(end -> end > 0 && end <= cut).count();
            boolean between = Arrays.stream(ends).anyMatch(end -> end == cut);
            assertEquals(between ? 0 : 1, nflog.sink.rejections().size(), "cut to " + length);
            assertEquals(complete, nflog.sink.samples().size(), "cut to " + length);
        }
    }

    @Test
    void damageNeverEscapes() throws InterruptedException {
        Random random = new Random(SEED);
        NflogFixture nflog = new NflogFixture(new MarkBits(1, 2));
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = damage(random);
            nflog.receive(damaged);
            nflog.decoder.captured(
                    damaged, 0, damaged.length, random.nextBoolean(), 0, NflogFixture.RECEIVED_AT);
            assertTrue(
                    nflog.sink.samples().size() <= damaged.length / 20 + 1,
                    () -> "too many samples");
            nflog.sink.clear();
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
