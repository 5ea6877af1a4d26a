package io.networkanalytics.forwarder.capture;

import io.networkanalytics.model.packet.LinkType;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Streams the packets of a pcap or pcapng capture, also one that is gzipped or still being written
 * (standard input, a pipe). The format shows in the first bytes. Memory is bounded by one packet of
 * {@link #MAX_PACKET_BYTES}. Not thread-safe.
 *
 * <pre>{@code
 * try (CaptureReader reader = CaptureReader.open(file)) {
 *     CapturedPacket packet;
 *     while ((packet = reader.next()) != null) { ... }
 * }
 * }</pre>
 */
public abstract class CaptureReader implements Closeable {
    /** What tcpdump and Wireshark capture at most, too. */
    public static final int MAX_PACKET_BYTES = 262_144;

    private static final int READ_AHEAD_BYTES = 65_536;

    private final CaptureInput input;
    private byte[] buffer = new byte[2048];

    CaptureReader(CaptureInput input) {
        this.input = input;
    }

    /**
     * @throws CaptureFormatException if the file is no capture
     * @throws IOException if it cannot be read
     */
    public static CaptureReader open(Path file) throws IOException {
        return open(Files.newInputStream(file), file.toString());
    }

    /** As {@link #open(InputStream, String)}, under the name {@code standard input}. */
    public static CaptureReader open(InputStream in) throws IOException {
        return open(in, "standard input");
    }

    /**
     * Blocks until the header of the capture is there.
     *
     * @param in closed by {@link #close()}, and also if this fails
     * @param name how errors call the capture
     * @throws CaptureFormatException if this is no capture
     */
    public static CaptureReader open(InputStream in, String name) throws IOException {
        CaptureReader reader = null;
        try {
            reader = detect(in, name);
            return reader;
        } finally {
            if (reader == null) {
                in.close();
            }
        }
    }

    private static CaptureReader detect(InputStream in, String name) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, READ_AHEAD_BYTES);
        buffered.mark(2);
        boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        CaptureInput input =
                new CaptureInput(
                        gzip
                                ? new BufferedInputStream(
                                        new GZIPInputStream(buffered), READ_AHEAD_BYTES)
                                : buffered,
                        name);
        if (!input.nextRecord()) {
            throw input.unknown("is empty");
        }
        int magic = input.lastInt32();
        if (magic == PcapngReader.SECTION_HEADER) {
            return new PcapngReader(input);
        }
        PcapVariant variant = PcapVariant.of(magic);
        if (variant == null) {
            throw input.unknown(
                    String.format("starts with 0x%08x, neither pcap nor pcapng", magic));
        }
        return new PcapReader(input, variant);
    }

    /**
     * @return the next packet, whose bytes are valid until the next call; null at the end
     * @throws CaptureFormatException if the capture is damaged or ends within a packet; all packets
     *     before that were returned, none after it can be
     * @throws IOException if the capture cannot be read
     */
    public abstract CapturedPacket next() throws IOException;

    @Override
    public void close() throws IOException {
        input.close();
    }

    final CaptureInput input() {
        return input;
    }

    /**
     * Reads the bytes of a packet, which counts once its record is read to the end.
     *
     * @param captured length as the file says, unsigned
     * @param original length as the file says, unsigned
     */
    final CapturedPacket packet(
            int link, boolean hasTimestamp, long nanos, int captured, int original)
            throws IOException {
        if (captured < 0 || captured > MAX_PACKET_BYTES) {
            throw input.malformed(
                    String.format(
                            "claims a packet of %,d captured bytes, above the limit of %,d",
                            Integer.toUnsignedLong(captured), MAX_PACKET_BYTES));
        }
        if (captured > buffer.length) {
            buffer = new byte[Math.max(captured, Math.min(2 * buffer.length, MAX_PACKET_BYTES))];
        }
        input.readFully(buffer, captured);
        return new CapturedPacket(
                input.packets() + 1,
                LinkType.of(link),
                link,
                hasTimestamp,
                nanos,
                buffer,
                captured,
                original < 0 ? Integer.MAX_VALUE : Math.max(original, captured));
    }
}
