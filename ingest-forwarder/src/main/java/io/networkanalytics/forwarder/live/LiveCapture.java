package io.networkanalytics.forwarder.live;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.networkanalytics.forwarder.linux.Libc;
import io.networkanalytics.forwarder.linux.NetworkNamespace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An open capture. For one thread; the current packet is overwritten by the next. */
final class LiveCapture {

    /** After this the kernel hands over a block of its ring that is not full yet. */
    static final int BLOCK_MILLIS = 100;

    private static final int ERROR_BYTES = 256;
    private static final int PACKET_HEADER_BYTES = 24;
    private static final int PROGRAM_BYTES = 16;
    private static final int STATISTICS_BYTES = 12;
    private static final int DROPPED = 4;
    private static final int POLL_BYTES = 8;

    private final Pointer pcap;
    private final int pcapLinkType;
    private final long nanosPerTick;
    private final Memory headerAddress = new Memory(Long.BYTES);
    private final Memory bytesAddress = new Memory(Long.BYTES);
    private final Memory statistics = new Memory(STATISTICS_BYTES);
    private final Memory poll = new Memory(POLL_BYTES);

    private final byte[] bytes;
    private int capturedLength;
    private int originalLength;
    private long timestampNanos;
    private int lastDropped;
    private long dropped;

    private LiveCapture(Pointer pcap, int snapLength) {
        this.pcap = pcap;
        this.pcapLinkType = Libpcap.pcap_datalink(pcap);
        this.nanosPerTick =
                Libpcap.pcap_get_tstamp_precision(pcap) == Libpcap.NANOSECONDS ? 1 : 1_000;
        this.bytes = new byte[snapLength];
        poll.clear();
        poll.setInt(0, Libpcap.pcap_get_selectable_fd(pcap));
        poll.setShort(4, (short) Libc.POLLIN);
    }

    /**
     * @throws IOException if it cannot be captured, with what to do
     */
    static LiveCapture open(LiveCaptureSettings settings) throws IOException, InterruptedException {
        Libpcap.load();
        return NetworkNamespace.call(settings.networkNamespace(), () -> openHere(settings));
    }

    private static LiveCapture openHere(LiveCaptureSettings settings) throws IOException {
        byte[] error = new byte[ERROR_BYTES];
        Pointer pcap = Libpcap.pcap_create(settings.interfaceName(), error);
        if (pcap == null) {
            throw new IOException(text(error));
        }
        boolean open = false;
        try {
            Libpcap.pcap_set_snaplen(pcap, settings.snapLength());
            Libpcap.pcap_set_promisc(pcap, settings.promiscuous() ? 1 : 0);
            Libpcap.pcap_set_timeout(pcap, BLOCK_MILLIS);
            Libpcap.pcap_set_buffer_size(pcap, settings.bufferBytes());
            Libpcap.pcap_set_tstamp_precision(pcap, Libpcap.NANOSECONDS);
            int status = Libpcap.pcap_activate(pcap);
            if (status < 0) {
                throw new IOException(
                        Libpcap.pcap_statustostr(status)
                                + ": "
                                + Libpcap.pcap_geterr(pcap)
                                + "; it takes CAP_NET_RAW and an interface that exists (ip link)");
            }
            filter(pcap, settings.filter());
            if (settings.direction() != LiveCaptureSettings.Direction.BOTH) {
                check(
                        pcap,
                        Libpcap.pcap_setdirection(pcap, settings.direction().pcapNumber),
                        "direction " + settings.direction());
            }
            if (Libpcap.pcap_setnonblock(pcap, 1, error) < 0) {
                throw new IOException(text(error));
            }
            open = true;
            return new LiveCapture(pcap, settings.snapLength());
        } finally {
            if (!open) {
                Libpcap.pcap_close(pcap);
            }
        }
    }

    private static void filter(Pointer pcap, String filter) throws IOException {
        if (filter.isEmpty()) {
            return;
        }
        Memory program = new Memory(PROGRAM_BYTES);
        program.clear();
        String what = "filter '" + filter + "' (pcap-filter(7))";
        check(pcap, Libpcap.pcap_compile(pcap, program, filter, 1, Libpcap.NO_NETMASK), what);
        int result = Libpcap.pcap_setfilter(pcap, program);
        Libpcap.pcap_freecode(program);
        check(pcap, result, what);
    }

    private static void check(Pointer pcap, int result, String what) throws IOException {
        if (result < 0) {
            throw new IOException(what + ": " + Libpcap.pcap_geterr(pcap));
        }
    }

    private static String text(byte[] error) {
        int end = 0;
        while (end < error.length && error[end] != 0) {
            end++;
        }
        return new String(Arrays.copyOf(error, end), StandardCharsets.UTF_8);
    }

    /**
     * Goes to the next packet.
     *
     * @return false if there is none yet
     * @throws IOException if the capture has ended: the interface is gone or down
     */
    boolean next() throws IOException {
        int result = Libpcap.pcap_next_ex(pcap, headerAddress, bytesAddress);
        if (result < 0) {
            throw new IOException(Libpcap.pcap_geterr(pcap));
        }
        if (result == 0) {
            return false;
        }
        Pointer header = headerAddress.getPointer(0).share(0, PACKET_HEADER_BYTES);
        timestampNanos = header.getLong(0) * 1_000_000_000 + header.getLong(8) * nanosPerTick;
        capturedLength = Math.min(header.getInt(16), bytes.length);
        originalLength = header.getInt(20);
        bytesAddress.getPointer(0).read(0, bytes, 0, capturedLength);
        return true;
    }

    /** Waits until there may be a packet, but no longer than {@link #BLOCK_MILLIS}. */
    void await() {
        Libc.poll(poll, 1, BLOCK_MILLIS);
    }

    /** Packets that passed the filter and found no room, since the start. */
    long dropped() throws IOException {
        check(pcap, Libpcap.pcap_stats(pcap, statistics), "statistics");
        int now = statistics.getInt(DROPPED);
        dropped += now - lastDropped & 0xFFFF_FFFFL; // wraps
        lastDropped = now;
        return dropped;
    }

    int pcapLinkType() {
        return pcapLinkType;
    }

    byte[] bytes() {
        return bytes;
    }

    int capturedLength() {
        return capturedLength;
    }

    int originalLength() {
        return originalLength;
    }

    long timestampNanos() {
        return timestampNanos;
    }

    void close() {
        Libpcap.pcap_close(pcap);
    }
}
