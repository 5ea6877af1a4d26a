package io.networkanalytics.forwarder.capture;

import java.io.IOException;

/**
 * A capture that cannot be read on: not a capture, damaged, beyond a limit, or ended in the middle
 * of a packet. The packets that {@link CaptureReader#next()} returned before are good.
 */
public final class CaptureFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long fileOffset;
    private final boolean truncated;

    CaptureFormatException(String message, long fileOffset, boolean truncated) {
        super(message);
        this.fileOffset = fileOffset;
        this.truncated = truncated;
    }

    /** Bytes from the start of the capture (uncompressed) to what could not be read. */
    public long fileOffset() {
        return fileOffset;
    }

    /** Whether the capture merely ends early, as after a killed or still running writer. */
    public boolean truncated() {
        return truncated;
    }
}
