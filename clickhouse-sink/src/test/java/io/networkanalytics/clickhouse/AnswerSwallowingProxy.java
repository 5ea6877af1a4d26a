package io.networkanalytics.clickhouse;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands everything on to the server, and while it swallows nothing of what the server answers. */
final class AnswerSwallowingProxy implements AutoCloseable {

    private final URI server;
    private final ServerSocket listening;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger swallowed = new AtomicInteger();
    private volatile boolean swallowing;

    AnswerSwallowingProxy(URI server) throws IOException {
        this.server = server;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    void swallow(boolean value) {
        swallowing = value;
    }

    int swallowed() {
        return swallowed.get();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            Socket upstream = new Socket(server.getHost(), server.getPort());
            open.add(client);
            open.add(upstream);
            start(() -> copy(client, upstream, false));
            start(() -> copy(upstream, client, true));
        }
    }

    private void copy(Socket from, Socket to, boolean answer) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[65_536];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (answer && swallowing) {
                    swallowed.incrementAndGet();
                } else {
                    out.write(buffer, 0, n);
                }
            }
        }
    }

    /** What copies until its connection ends. */
    private interface Copying {
        void run() throws IOException;
    }

    private static void start(Copying copying) {
        var thread =
                new Thread(
                        () -> {
                            try {
                                copying.run();
                            } catch (IOException e) {
                                // The other side has gone: so has this connection.
                                return;
                            }
                        },
                        "answer-swallowing-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Closeable socket : open) {
            socket.close();
        }
    }
}
