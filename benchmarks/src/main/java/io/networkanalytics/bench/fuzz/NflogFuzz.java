package io.networkanalytics.bench.fuzz;

import io.networkanalytics.forwarder.nflog.MarkBits;
import io.networkanalytics.forwarder.nflog.NetlinkDatagram;
import io.networkanalytics.forwarder.nflog.NflogDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Input: what a netlink socket gives, and what a capture of link type 239 holds. */
public final class NflogFuzz {

    private static final MarkBits MARKS = new MarkBits(1, 2);
    private static final Surroundings AROUND = new Surroundings(false);
    private static final NflogDecoder LASTING = decoder(AROUND);

    private NflogFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) throws InterruptedException {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            new NetlinkDatagram(decoder(new Surroundings(false)), order)
                    .handle(
                            ByteBuffer.wrap(input).order(order),
                            input.length,
                            Surroundings.NOW_NANOS);
        }
        captured(decoder(new Surroundings(false)), input, false);
        captured(LASTING, input, true);
        AROUND.requireBounded(0);
    }

    private static void captured(NflogDecoder decoder, byte[] input, boolean cut)
            throws InterruptedException {
        decoder.captured(input, 0, input.length, cut, 0, Surroundings.NOW_NANOS);
    }

    private static NflogDecoder decoder(Surroundings around) {
        return NflogDecoder.ofCapture(around.exporter(), MARKS, true, around.intake);
    }
}
