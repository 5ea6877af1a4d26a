package io.networkanalytics.forwarder.linux;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * The calls of libc that Java has no way to: 64-bit Linux. Each returns -1 on an error, whose
 * number {@link Native#getLastError} then tells.
 */
public final class Libc {

    public static final int AF_INET = 2;
    public static final int AF_NETLINK = 16;
    public static final int SOCK_DGRAM = 2;
    public static final int SOCK_RAW = 3;
    public static final int SOCK_CLOEXEC = 0x80000;
    public static final int NETLINK_NETFILTER = 12;
    public static final int SOL_SOCKET = 1;
    public static final int SO_RCVTIMEO = 20;
    public static final int SO_RCVBUF = 8;
    public static final int SO_RCVBUFFORCE = 33;
    public static final int O_RDONLY = 0;
    public static final int O_CLOEXEC = 0x80000;
    public static final int CLONE_NEWNET = 0x4000_0000;
    public static final int MSG_DONTWAIT = 0x40;
    public static final int POLLIN = 1;

    /** Request of {@link #ioctl}: the name of the interface with an index. */
    public static final long SIOCGIFNAME = 0x8910;

    public static final int EPERM = 1;
    public static final int EINTR = 4;
    public static final int EAGAIN = 11;
    public static final int EBUSY = 16;
    public static final int ENOBUFS = 105;

    static {
        Native.register(Libc.class, "c");
    }

    private Libc() {}

    public static native int open(String path, int flags);

    public static native int close(int fd);

    public static native int setns(int fd, int type);

    public static native int socket(int domain, int type, int protocol);

    public static native int bind(int fd, byte[] address, int length);

    public static native int setsockopt(int fd, int level, int option, byte[] value, int length);

    public static native int getsockopt(int fd, int level, int option, byte[] value, int[] length);

    public static native long send(int fd, byte[] message, long length, int flags);

    public static native long recv(int fd, Pointer buffer, long length, int flags);

    public static native int ioctl(int fd, long request, byte[] argument);

    /**
     * @param descriptors an array of struct pollfd: int descriptor, short events, short found
     */
    public static native int poll(Pointer descriptors, long count, int timeoutMillis);

    static native String strerror(int number);

    /** What went wrong in the last call of this thread, as text and number. */
    public static String lastError() {
        return error(Native.getLastError());
    }

    /** Text and number of an error. */
    public static String error(int number) {
        return strerror(number) + " (errno " + number + ")";
    }
}
