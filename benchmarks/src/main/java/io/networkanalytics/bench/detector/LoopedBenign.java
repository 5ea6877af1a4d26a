package io.networkanalytics.bench.detector;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import java.util.SplittableRandom;

/**
 * Benign traffic over and over, sampled or not, at its own addresses or readdressed. Its next
 * packet can be looked at before it is taken.
 */
final class LoopedBenign {

    private final BenignCapture capture;
    private final ByteString readdressedTo;
    private final int sampleInterval;
    private final SplittableRandom random;
    private long loopStartNanos;
    private int index;

    /**
     * Begins.
     *
     * @param startNanos time of the start, since 1970
     * @param readdressedTo which takes the place of the site's servers in all packets of its own IP
     *     version; empty leaves addresses as they are
     * @param sampleInterval packets that a sample stands for; each packet is chosen alone
     */
    LoopedBenign(
            BenignCapture capture,
            long startNanos,
            ByteString readdressedTo,
            int sampleInterval,
            long seed) {
        this.capture = capture;
        this.loopStartNanos = startNanos;
        this.readdressedTo = readdressedTo;
        this.sampleInterval = sampleInterval;
        this.random = new SplittableRandom(seed);
        choose();
    }

    /** Goes to the next packet that is chosen, which may be this one. */
    private void choose() {
        int skipped =
                sampleInterval == 1
                        ? 0
                        : (int) (-random.nextExponential() / Math.log1p(-1.0 / sampleInterval));
        index += skipped;
        while (index >= capture.size()) {
            index -= capture.size();
            loopStartNanos += capture.periodNanos();
        }
    }

    /** Time of the next packet, since 1970. */
    long nextNanos() {
        return loopStartNanos + capture.offsetNanos(index);
    }

    /** Takes the next packet, without time and sequence. */
    PacketSample.Builder next() {
        PacketSample.Builder packet = capture.packet(index).toBuilder();
        if (sampleInterval > 1) {
            packet.setSampleInterval(sampleInterval).setSamplingMode(SamplingMode.RANDOM);
        }
        if (!readdressedTo.isEmpty()) {
            readdress(packet);
        }
        index++;
        choose();
        return packet;
    }

    private void readdress(PacketSample.Builder packet) {
        if (sameVersion(packet.getDestinationAddress())) {
            if (BenignCapture.isServer(packet.getDestinationAddress())) {
                packet.setDestinationAddress(readdressedTo);
            } else if (BenignCapture.isServer(packet.getSourceAddress())) {
                packet.setSourceAddress(readdressedTo);
            }
        }
    }

    private boolean sameVersion(ByteString address) {
        return address.size() == 16 && isV4(address) == isV4(readdressedTo);
    }

    private static boolean isV4(ByteString address) {
        return IpAddresses.isV4(IpAddresses.high(address), IpAddresses.low(address));
    }
}
