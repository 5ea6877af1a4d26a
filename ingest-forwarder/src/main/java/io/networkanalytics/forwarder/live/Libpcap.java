package io.networkanalytics.forwarder.live;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.util.List;

/** libpcap, see pcap(3PCAP). The library of the system: it fits its kernel and gets its fixes. */
final class Libpcap {

    static final int NANOSECONDS = 1;
    static final int NO_NETMASK = -1;

    private static final List<String> NAMES = List.of("pcap", "libpcap.so.1", "libpcap.so.0.8");

    private static boolean loaded;

    private Libpcap() {}

    /**
     * Call it before anything else.
     *
     * @throws IOException if the system has no libpcap
     */
    static synchronized void load() throws IOException {
        if (loaded) {
            return;
        }
        for (String name : NAMES) {
            NativeLibrary library = find(name);
            if (library != null) {
                Native.register(Libpcap.class, library);
                loaded = true;
                return;
            }
        }
        throw new IOException(
                "libpcap is not installed; install package libpcap0.8 (Debian, Ubuntu: apt-get"
                        + " install libpcap0.8) or libpcap (Fedora, Alpine, SUSE: libpcap1)");
    }

    private static NativeLibrary find(String name) {
        try {
            return NativeLibrary.getInstance(name);
        } catch (UnsatisfiedLinkError e) {
            return null;
        }
    }

    static native Pointer pcap_create(String source, byte[] error);

    static native int pcap_set_snaplen(Pointer pcap, int bytes);

    static native int pcap_set_promisc(Pointer pcap, int on);

    static native int pcap_set_timeout(Pointer pcap, int millis);

    static native int pcap_set_buffer_size(Pointer pcap, int bytes);

    static native int pcap_set_tstamp_precision(Pointer pcap, int precision);

    static native int pcap_activate(Pointer pcap);

    static native int pcap_setnonblock(Pointer pcap, int on, byte[] error);

    static native int pcap_setdirection(Pointer pcap, int direction);

    static native int pcap_compile(
            Pointer pcap, Pointer program, String filter, int optimize, int netmask);

    static native int pcap_setfilter(Pointer pcap, Pointer program);

    static native void pcap_freecode(Pointer program);

    static native int pcap_datalink(Pointer pcap);

    static native int pcap_get_tstamp_precision(Pointer pcap);

    static native int pcap_get_selectable_fd(Pointer pcap);

    static native int pcap_next_ex(Pointer pcap, Pointer header, Pointer bytes);

    static native int pcap_stats(Pointer pcap, Pointer statistics);

    static native String pcap_geterr(Pointer pcap);

    static native String pcap_statustostr(int status);

    static native void pcap_close(Pointer pcap);
}
