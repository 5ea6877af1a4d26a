package io.networkanalytics.bench.fuzz;

import io.networkanalytics.model.WireSample;
import io.networkanalytics.model.codec.MalformedRecordException;
import io.networkanalytics.model.codec.PacketSampleCodec;
import io.networkanalytics.model.codec.PacketSampleEncoder;
import java.util.Arrays;

/** Input: a message of the topic of samples. */
public final class SampleFuzz {

    private static final PacketSampleEncoder ENCODER = new PacketSampleEncoder();

    private SampleFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        WireSample sample;
        try {
            sample = PacketSampleCodec.decode(input);
        } catch (MalformedRecordException e) {
            return; // a dead letter
        }
        try {
            WireSample again = PacketSampleCodec.decode(sample.bytes());
            if (!again.sample().equals(sample.sample())) {
                throw new AssertionError("its bytes are another sample: " + again.sample());
            }
        } catch (MalformedRecordException e) {
            throw new AssertionError("accepted once, then refused", e);
        }
        byte[] encoded = ENCODER.encode(sample.sample().toBuilder());
        if (!Arrays.equals(encoded, sample.sample().toByteArray())) {
            throw new AssertionError("encoded otherwise than by protobuf: " + sample.sample());
        }
        if (sample.sample().getSampleInterval() == 0) {
            throw new AssertionError("an interval of 0 left the codec");
        }
    }
}
