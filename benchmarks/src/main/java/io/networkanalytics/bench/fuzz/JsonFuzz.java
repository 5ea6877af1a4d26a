package io.networkanalytics.bench.fuzz;

import io.networkanalytics.forwarder.json.LineError;
import io.networkanalytics.forwarder.json.SampleLines;
import io.networkanalytics.model.PacketSample;

/** Input: what a program may post: a sample, an array or lines. */
public final class JsonFuzz implements SampleLines.Receiver {

    private static final int MAX_SAMPLE_BYTES = 1024;

    private JsonFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) throws InterruptedException {
        new SampleLines(input, MAX_SAMPLE_BYTES, new JsonFuzz()).readAny();
    }

    @Override
    public void sample(
            PacketSample.Builder sample, long line, byte[] bytes, int offset, int length) {
        within(bytes, offset, length);
        // What has values that no packet can have is refused behind this, as a dead letter.
        if (sample.build().getSerializedSize() > 4 * MAX_SAMPLE_BYTES) {
            throw new AssertionError("the sample is much larger than its text");
        }
    }

    @Override
    public void error(LineError error, byte[] bytes, int offset, int length) {
        within(bytes, offset, length);
        if (error.line() < 1 || error.position() < 1) {
            throw new AssertionError("no such place: " + error);
        }
    }

    private static void within(byte[] bytes, int offset, int length) {
        if (offset < 0
                || length < 0
                || length > MAX_SAMPLE_BYTES
                || offset > bytes.length - length) {
            throw new AssertionError(length + " bytes at " + offset + " of " + bytes.length);
        }
    }
}
