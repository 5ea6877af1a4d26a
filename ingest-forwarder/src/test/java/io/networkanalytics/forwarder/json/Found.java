package io.networkanalytics.forwarder.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.networkanalytics.model.PacketSample;
import java.util.ArrayList;
import java.util.List;

/** Everything that is found in a text. */
final class Found implements SampleLines.Receiver {

    final List<PacketSample> samples = new ArrayList<>();
    final List<LineError> errors = new ArrayList<>();
    final List<String> pieces = new ArrayList<>();

    static Found in(String text) throws InterruptedException {
        return in(text.getBytes(UTF_8));
    }

    static Found in(byte[] bytes) throws InterruptedException {
        Found found = new Found();
        new SampleLines(bytes, 1_000, found).readAny();
        return found;
    }

    @Override
    public void sample(
            PacketSample.Builder sample, long line, byte[] bytes, int offset, int length) {
        samples.add(sample.build());
        pieces.add(new String(bytes, offset, length, UTF_8).strip());
    }

    @Override
    public void error(LineError error, byte[] bytes, int offset, int length) {
        errors.add(error);
        pieces.add(new String(bytes, offset, length, UTF_8).strip());
    }

    /** Line, position and reason of each error. */
    List<String> places() {
        return errors.stream().map(e -> e.line() + ":" + e.position() + " " + e.reason()).toList();
    }
}
