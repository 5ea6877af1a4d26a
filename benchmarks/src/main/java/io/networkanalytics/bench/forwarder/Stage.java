package io.networkanalytics.bench.forwarder;

import io.networkanalytics.forwarder.intake.Acknowledgement;
import io.networkanalytics.forwarder.ship.Shipper;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.codec.PacketSampleEncoder;
import java.util.List;
import java.util.function.ToIntFunction;

/** A part of the forwarder's way that can be run alone: one turn over all that it has. */
@FunctionalInterface
interface Stage {

    /**
     * @return samples that it handled
     */
    long turn() throws InterruptedException;

    /** Encoding alone, as the forwarder does it. */
    static Stage encode(List<PacketSample.Builder> samples) {
        var encoder = new PacketSampleEncoder();
        return each(samples, sample -> encoder.encode(sample).length);
    }

    /** Encoding alone, as protobuf does it. */
    static Stage encodeByProtobuf(List<PacketSample.Builder> samples) {
        return each(samples, sample -> sample.build().toByteArray().length);
    }

    private static Stage each(
            List<PacketSample.Builder> samples, ToIntFunction<PacketSample.Builder> encode) {
        return () -> {
            for (PacketSample.Builder sample : samples) {
                if (encode.applyAsInt(sample) == 0) {
                    throw new AssertionError("an empty sample");
                }
            }
            return samples.size();
        };
    }

    /** Shipping alone, of what was encoded before. */
    static Stage ship(List<EncodedSample> samples, Shipper shipper) {
        return () -> {
            for (EncodedSample sample : samples) {
                shipper.ship(
                        sample.partition(), sample.hash(), sample.bytes(), Acknowledgement.NONE);
            }
            return samples.size();
        };
    }
}
