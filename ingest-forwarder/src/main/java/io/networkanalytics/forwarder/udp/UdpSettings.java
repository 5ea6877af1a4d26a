package io.networkanalytics.forwarder.udp;

import java.net.InetSocketAddress;

/**
 * How an input listens for datagrams.
 *
 * @param listen address and port; port 0 lets the system choose (with one socket only)
 * @param sockets sockets with SO_REUSEPORT on that port, one thread each, 1 to 64. The kernel gives
 *     one sender's datagrams to one of them
 * @param receiveBufferBytes of each socket; the kernel may grant less ({@code net.core.rmem_max})
 */
public record UdpSettings(InetSocketAddress listen, int sockets, int receiveBufferBytes) {

    /**
     * 4 MiB: at 1,500 bytes a datagram it holds a tenth of a second of 30,000 datagrams a second.
     */
    public static final int DEFAULT_RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024;

    public static final int MAX_SOCKETS = 64;

    public UdpSettings {
        if (sockets < 1 || sockets > MAX_SOCKETS) {
            throw new IllegalArgumentException(
                    "sockets is " + sockets + ", must be 1 to " + MAX_SOCKETS);
        }
        if (listen.getPort() == 0 && sockets != 1) {
            throw new IllegalArgumentException(
                    "port 0 with " + sockets + " sockets: each would get a port of its own");
        }
    }
}
