package io.networkanalytics.clickhouse;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hands everything on to the server; may swallow what the server answers, or ask it to keep to a
 * memory limit that no insert can.
 */
final class FaultyProxy implements AutoCloseable {

    private final URI server;
    private final ServerSocket listening;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger swallowed = new AtomicInteger();
    private volatile boolean swallowing;
    private volatile boolean limiting;

    FaultyProxy(URI server) throws IOException {
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

    void limitMemory(boolean value) {
        limiting = value;
    }

    int swallowed() {
        return swallowed.get();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            open.add(client);
            start(() -> connect(client));
        }
    }

    private void connect(Socket client) throws IOException {
        Socket upstream;
        try {
            upstream = new Socket(server.getHost(), server.getPort());
        } catch (IOException away) {
            client.close();
            throw away;
        }
        open.add(upstream);
        start(() -> copy(client, upstream, false));
        start(() -> copy(upstream, client, true));
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
                    int handed = !answer && limiting ? limited(buffer, n, out) : 0;
                    out.write(buffer, handed, n - handed);
                }
            }
        }
    }

    /** Requests begin a buffer, since the client waits for an answer before the next. */
    private static int limited(byte[] buffer, int length, OutputStream out) throws IOException {
        String begin = "POST /?";
        if (length < begin.length()
                || !new String(buffer, 0, begin.length(), StandardCharsets.US_ASCII)
                        .equals(begin)) {
            return 0;
        }
        out.write(
                (begin + "max_memory_usage=1000&max_untracked_memory=0&")
                        .getBytes(StandardCharsets.US_ASCII));
        return begin.length();
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
                        "faulty-proxy");
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
