package io.networkanalytics.bench.fuzz;

import io.networkanalytics.forwarder.intake.Acknowledgement;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.packet.DecodeResult;
import io.networkanalytics.model.packet.LinkType;
import io.networkanalytics.model.packet.PacketDecoder;
import java.util.Arrays;

/** Input: a byte that chooses the link type, then a packet. */
public final class PacketFuzz {

    private static final LinkType[] LINKS = LinkType.values();
    private static final PacketDecoder DECODER = new PacketDecoder(true);
    private static final int GUARD_BYTES = 64;

    private PacketFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) throws InterruptedException {
        if (input.length == 0) {
            return;
        }
        LinkType link = LINKS[(input[0] & 0xFF) % LINKS.length];
        int length = input.length - 1;
        PacketSample.Builder exact = PacketSample.newBuilder();
        DecodeResult result = DECODER.decode(link, input, 1, length, length, exact);
        byte[] amid = new byte[length + 2 * GUARD_BYTES];
        Arrays.fill(amid, (byte) 0xEE);
        System.arraycopy(input, 1, amid, GUARD_BYTES, length);
        PacketSample.Builder guarded = PacketSample.newBuilder();
        DecodeResult same = DECODER.decode(link, amid, GUARD_BYTES, length, length, guarded);
        if (result != same || !exact.build().equals(guarded.build())) {
            throw new AssertionError("other bytes around it change what is in it");
        }
        if (result.malformed()) {
            if (!exact.build().equals(PacketSample.getDefaultInstance())) {
                throw new AssertionError(result + " but it left " + exact);
            }
            return;
        }
        Surroundings around = new Surroundings(false);
        around.intake.accept(around.exporter(), exact, Acknowledgement.NONE);
    }
}
