package io.networkanalytics.forwarder.json;

import io.micrometer.core.instrument.Counter;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.networkanalytics.forwarder.Input;
import io.networkanalytics.forwarder.handin.HandIn;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes samples over a Unix stream socket, see {@link UnixConnection}; a thread a sender. */
public final class JsonUnixStreamInput implements Input {

    private static final Logger LOG = LoggerFactory.getLogger(JsonUnixStreamInput.class);

    private final String name;
    private final JsonUnixSettings settings;
    private final HandIn handIn;
    private final Counter refused;
    private final ExecutorService threads;
    private final Set<UnixConnection> connections = ConcurrentHashMap.newKeySet();
    private ServerSocketChannel server;

    /**
     * @param name of the input
     * @param settings where to listen
     * @param handIn takes the samples
     * @param metrics counts
     */
    public JsonUnixStreamInput(
            String name, JsonUnixSettings settings, HandIn handIn, ForwarderMetrics metrics) {
        this.name = name;
        this.settings = settings;
        this.handIn = handIn;
        this.refused =
                metrics.registry().counter(ForwarderMetrics.CONNECTIONS_REFUSED, "input", name);
        this.threads = Executors.newCachedThreadPool(new DefaultThreadFactory(name));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() {
        try {
            UnixDomainSocketAddress address = UnixDomainSocketAddress.of(settings.path());
            rejectIfServed(address);
            SocketFile.removeStale(settings.path());
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(address);
            SocketFile.setMode(settings.path(), settings.mode());
        } catch (IOException | IllegalArgumentException e) {
            throw new UncheckedIOException(
                    "input "
                            + name
                            + ": cannot listen on "
                            + settings.path()
                            + ": "
                            + e.getMessage()
                            + ". Nothing of it is received.",
                    e instanceof IOException io ? io : new IOException(e));
        }
        threads.execute(this::accept);
        LOG.info("input {}: Unix stream socket {}", name, settings.path());
    }

    private static void rejectIfServed(UnixDomainSocketAddress address) throws IOException {
        if (!Files.exists(address.getPath())) {
            return;
        }
        try (SocketChannel channel = SocketChannel.open(address)) {
            throw new IllegalArgumentException("another program listens there: " + channel);
        } catch (IOException e) {
            LOG.debug("nobody listens on {}: {}", address, e.toString());
        }
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel channel = server.accept();
                if (connections.size() >= settings.maxConnections()) {
                    refused.increment();
                    channel.close();
                    continue;
                }
                UnixConnection connection =
                        new UnixConnection(channel, handIn.open(name), settings.maxSampleBytes());
                connections.add(connection);
                threads.execute(
                        () -> {
                            connection.run();
                            connections.remove(connection);
                        });
            }
        } catch (ClosedChannelException e) {
            LOG.debug("input {}: stopped", name);
        } catch (IOException e) {
            LOG.error("input {}: takes no more connections: {}", name, e.toString());
        }
    }

    @Override
    public void stop(Duration deadline) {
        try {
            if (server != null) {
                server.close();
                Files.deleteIfExists(settings.path());
            }
            for (UnixConnection connection : connections) {
                connection.close();
            }
            threads.shutdown();
            if (!threads.awaitTermination(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn("input {}: stopped with connections that are not answered", name);
            }
        } catch (IOException e) {
            LOG.warn("input {}: {} while stopping", name, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
    }
}
