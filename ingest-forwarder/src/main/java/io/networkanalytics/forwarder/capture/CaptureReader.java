package io.networkanalytics.forwarder.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Streams the packets of a pcap or pcapng capture; memory is bounded by one packet. */
public abstract class CaptureReader implements Closeable {

    public static CaptureReader open(Path file) throws IOException {
        throw new IOException("capture " + file + ": no format is known yet");
    }

    public static CaptureReader open(InputStream in) throws IOException {
        throw new IOException("capture " + in + ": no format is known yet");
    }

    /**
     * @return the next packet, or null at the end of the capture
     * @throws CaptureFormatException if the rest of the capture cannot be read
     */
    public abstract CapturedPacket next() throws IOException;
}
