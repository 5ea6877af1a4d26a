package io.networkanalytics.bench.fuzz;

import io.networkanalytics.forwarder.udp.DatagramHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Gives an input to three decoders: a new one, in an array of just its size; a new one, amid other
 * bytes, which must find the same (what is read behind the end would differ); and one that lives as
 * long as the process and gets everything from changing senders, whose memory must stay bounded
 * (its heap is small).
 */
final class DatagramRuns {

    static final int MAX_HELD_BYTES = 1 << 20;

    private static final int GUARD_BYTES = 64;
    private static final long STEP_NANOS = 10_000_000;
    private static final int CHECK_EVERY = 1 << 12;

    private final Function<Surroundings, DatagramHandler> decoders;
    private final Surroundings lastingSurroundings = new Surroundings(false);
    private final DatagramHandler lasting;
    private long runs;

    /**
     * @param decoders makes a new decoder
     */
    DatagramRuns(Function<Surroundings, DatagramHandler> decoders) {
        this.decoders = decoders;
        this.lasting = decoders.apply(lastingSurroundings);
    }

    void run(byte[] input) {
        try {
            List<Object> exact = decodeNew(input, 0, input.length);
            byte[] amid = new byte[input.length + 2 * GUARD_BYTES];
            Arrays.fill(amid, (byte) 0xEE);
            System.arraycopy(input, 0, amid, GUARD_BYTES, input.length);
            List<Object> guarded = decodeNew(amid, GUARD_BYTES, input.length);
            if (!exact.equals(guarded)) {
                throw new AssertionError("other bytes around it change what is in it");
            }
            InetSocketAddress sender = sender(Arrays.hashCode(input));
            long now = Surroundings.NOW_NANOS + runs * STEP_NANOS;
            lasting.handle(input, 0, input.length, sender, now);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        if (runs++ % CHECK_EVERY == 0) {
            lastingSurroundings.requireBounded(MAX_HELD_BYTES);
        }
    }

    private List<Object> decodeNew(byte[] buffer, int offset, int length)
            throws InterruptedException {
        Surroundings around = new Surroundings(true);
        decoders.apply(around).handle(buffer, offset, length, sender(1), Surroundings.NOW_NANOS);
        around.requireBounded(MAX_HELD_BYTES);
        return around.shipper.kept();
    }

    private static InetSocketAddress sender(int number) {
        byte[] address = {10, (byte) (number >>> 16), (byte) (number >>> 8), (byte) number};
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), 40_000);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 bytes are an address", e);
        }
    }
}
