package io.networkanalytics.forwarder.replay;

import io.networkanalytics.forwarder.capture.CaptureFormatException;
import io.networkanalytics.forwarder.capture.CaptureReader;
import io.networkanalytics.forwarder.capture.CapturedPacket;
import java.io.IOException;

/**
 * When the packets of a capture were seen.
 *
 * @param lastNanos time of the latest packet, nanoseconds since 1970; 0 if none has a time
 */
record CaptureSpan(long lastNanos) {

    /** Reads a capture to its end, or to where it is damaged: what is replayed ends there, too. */
    static CaptureSpan of(CaptureReader capture) throws IOException {
        long last = 0;
        try {
            for (CapturedPacket packet = capture.next(); packet != null; packet = capture.next()) {
                if (packet.hasTimestamp()) {
                    last = Math.max(last, packet.timestampNanos());
                }
            }
        } catch (CaptureFormatException e) {
            return new CaptureSpan(last);
        }
        return new CaptureSpan(last);
    }
}
