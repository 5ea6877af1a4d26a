package io.networkanalytics.forwarder.nflog;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import io.networkanalytics.forwarder.linux.Libc;
import io.networkanalytics.forwarder.linux.NetworkNamespace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A netlink socket of netfilter. For one thread at a time. */
final class NetlinkSocket {

    /** Nothing came within the wait. */
    static final int NOTHING = 0;

    /** The receive buffer was full: messages are lost, and their numbers will be missing. */
    static final int OVERRUN = -1;

    /** More than the kernel gathers into one read: a packet's message is below 66 KiB. */
    static final int MAX_READ_BYTES = 256 * 1024;

    private static final int WAIT_MICROS = 100_000;
    private static final int ADDRESS_BYTES = 12;

    private final int fd;
    private final Memory received = new Memory(MAX_READ_BYTES);

    private NetlinkSocket(int fd) {
        this.fd = fd;
    }

    /**
     * @param namespace see {@link NetworkNamespace}
     * @param receiveBufferBytes wanted
     */
    static NetlinkSocket open(String namespace, int receiveBufferBytes)
            throws IOException, InterruptedException {
        return NetworkNamespace.call(namespace, () -> open(receiveBufferBytes));
    }

    private static NetlinkSocket open(int receiveBufferBytes) throws IOException {
        int fd =
                Libc.socket(
                        Libc.AF_NETLINK, Libc.SOCK_RAW | Libc.SOCK_CLOEXEC, Libc.NETLINK_NETFILTER);
        if (fd < 0) {
            throw new IOException("cannot open a netfilter netlink socket: " + Libc.lastError());
        }
        byte[] address = new byte[ADDRESS_BYTES];
        ByteBuffer.wrap(address)
                .order(ByteOrder.nativeOrder())
                .putShort(0, (short) Libc.AF_NETLINK);
        byte[] wait =
                ByteBuffer.allocate(16)
                        .order(ByteOrder.nativeOrder())
                        .putLong(0)
                        .putLong(WAIT_MICROS)
                        .array();
        byte[] bytes =
                ByteBuffer.allocate(4)
                        .order(ByteOrder.nativeOrder())
                        .putInt(receiveBufferBytes)
                        .array();
        if (Libc.bind(fd, address, address.length) < 0
                || Libc.setsockopt(fd, Libc.SOL_SOCKET, Libc.SO_RCVTIMEO, wait, wait.length) < 0
                || Libc.setsockopt(fd, Libc.SOL_SOCKET, Libc.SO_RCVBUFFORCE, bytes, bytes.length)
                        < 0) {
            int error = Native.getLastError();
            Libc.close(fd);
            throw new IOException(
                    "cannot set up a netfilter netlink socket with a receive buffer of "
                            + receiveBufferBytes
                            + " bytes: "
                            + Libc.error(error)
                            + (error == Libc.EPERM ? "; it takes CAP_NET_ADMIN" : ""));
        }
        return new NetlinkSocket(fd);
    }

    int fd() {
        return fd;
    }

    /**
     * Sends a request and waits for its answer; packets that come before it are left out.
     *
     * @return 0, or the error number
     */
    int request(byte[] request) throws IOException {
        send(request);
        while (true) {
            long length = Libc.recv(fd, received, MAX_READ_BYTES, 0);
            int error = length < 0 ? Native.getLastError() : 0;
            if (length < 0 && error != Libc.EINTR && error != Libc.ENOBUFS) {
                throw new IOException("no answer from netfilter: " + Libc.error(error));
            }
            if (length >= NetlinkDatagram.HEADER_LENGTH + 4
                    && received.getShort(4) == NetlinkDatagram.ANSWER) {
                return -received.getInt(NetlinkDatagram.HEADER_LENGTH);
            }
        }
    }

    /** Sends a request; its answer comes among the packets. */
    void send(byte[] request) throws IOException {
        if (Libc.send(fd, request, request.length, 0) < 0) {
            throw new IOException("netfilter takes no request: " + Libc.lastError());
        }
    }

    /**
     * Receives.
     *
     * @param into of {@link #MAX_READ_BYTES}
     * @param wait a tenth of a second, or not at all
     * @return bytes received, {@link #NOTHING} or {@link #OVERRUN}
     */
    int receive(byte[] into, boolean wait) throws IOException {
        long length = Libc.recv(fd, received, MAX_READ_BYTES, wait ? 0 : Libc.MSG_DONTWAIT);
        if (length >= 0) {
            received.read(0, into, 0, (int) length);
            return (int) length;
        }
        return switch (Native.getLastError()) {
            case Libc.EAGAIN, Libc.EINTR -> NOTHING;
            case Libc.ENOBUFS -> OVERRUN;
            default -> throw new IOException("cannot receive: " + Libc.lastError());
        };
    }

    void close() {
        Libc.close(fd);
    }
}
