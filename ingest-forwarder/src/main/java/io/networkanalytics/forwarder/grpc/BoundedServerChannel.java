package io.networkanalytics.forwarder.grpc;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Accepts so many connections at once. A further one is closed before anything is kept for it: a
 * connection of HTTP/2 takes tens of kilobytes, whether a stream is ever opened on it or not.
 */
final class BoundedServerChannel extends NioServerSocketChannel {

    private final int maxConnections;
    private final Runnable onRefused;
    private final AtomicInteger open = new AtomicInteger();

    /**
     * @param maxConnections at once
     * @param onRefused told of each that is closed
     */
    BoundedServerChannel(int maxConnections, Runnable onRefused) {
        this.maxConnections = maxConnections;
        this.onRefused = onRefused;
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
        int before = accepted.size();
        int read = super.doReadMessages(accepted);
        for (int i = accepted.size() - 1; i >= before; i--) {
            Channel connection = (Channel) accepted.get(i);
            if (open.get() >= maxConnections) {
                accepted.remove(i);
                connection.unsafe().closeForcibly();
                onRefused.run();
            } else {
                open.incrementAndGet();
                var unused = connection.closeFuture().addListener(end -> open.decrementAndGet());
            }
        }
        return read;
    }
}
