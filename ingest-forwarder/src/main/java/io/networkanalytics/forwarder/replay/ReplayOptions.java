package io.networkanalytics.forwarder.replay;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What to replay, and how.
 *
 * @param file a capture; {@code -} is standard input
 * @param pace how fast
 * @param loop again and again
 * @param keepTime packets keep the times of the capture
 * @param exporter {@code exporter_id}
 * @param colo name of the site, may be empty
 * @param sampleInterval packets that each packet of the capture stands for, 1 or more
 */
public record ReplayOptions(
        Path file,
        Pace pace,
        boolean loop,
        boolean keepTime,
        String exporter,
        String colo,
        int sampleInterval) {

    public ReplayOptions {
        if (sampleInterval < 1) {
            throw new IllegalArgumentException(
                    "sample interval is " + sampleInterval + ", must be 1 or more");
        }
        boolean stream =
                isStandardInput(file) || (Files.exists(file) && !Files.isRegularFile(file));
        if (stream && loop) {
            throw new IllegalArgumentException(
                    file + " is a stream and can be read only once: leave out --loop");
        }
        if (stream && pace instanceof Pace.FullSpeed && !keepTime) {
            throw new IllegalArgumentException(
                    file
                            + " is a stream: its last packet, which would be dated now, is not known."
                            + " Add --realtime, --rate or --keep-time");
        }
    }

    static boolean isStandardInput(Path file) {
        return file.toString().equals("-");
    }
}
