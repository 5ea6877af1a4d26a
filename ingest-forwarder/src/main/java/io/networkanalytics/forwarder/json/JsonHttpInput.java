package io.networkanalytics.forwarder.json;

import io.micrometer.core.instrument.Counter;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.networkanalytics.forwarder.Input;
import io.networkanalytics.forwarder.handin.AccessRefusals;
import io.networkanalytics.forwarder.handin.AccessToken;
import io.networkanalytics.forwarder.handin.HandIn;
import io.networkanalytics.forwarder.handin.TlsSettings;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes samples by HTTP POST, see {@link SampleRequestHandler}. */
public final class JsonHttpInput implements Input {

    private static final Logger LOG = LoggerFactory.getLogger(JsonHttpInput.class);
    private static final int WORKERS = 4;

    /** Longer than any answer takes; ends what says nothing. */
    private static final int SILENCE_SECONDS = 60;

    private final String name;
    private final JsonHttpSettings settings;
    private final HandIn handIn;
    private final Counter refusedConnections;
    private final AccessRefusals refusals;
    private EventLoopGroup loops;
    private final RequestWorkers workers;
    private final OpenRequests open = new OpenRequests();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private Channel server;

    /**
     * @param name of the input
     * @param settings where to listen
     * @param handIn takes the samples
     * @param metrics counts
     */
    public JsonHttpInput(
            String name, JsonHttpSettings settings, HandIn handIn, ForwarderMetrics metrics) {
        this.name = name;
        this.settings = settings;
        this.handIn = handIn;
        this.refusedConnections =
                metrics.registry().counter(ForwarderMetrics.CONNECTIONS_REFUSED, "input", name);
        this.workers = new RequestWorkers(name, WORKERS, settings.maxConnections());
        this.refusals = new AccessRefusals(name, metrics);
    }

    @Override
    public String name() {
        return name;
    }

    /** Where it really listens, after {@link #start}. */
    public InetSocketAddress localAddress() {
        return (InetSocketAddress) server.localAddress();
    }

    @Override
    public void start() {
        AccessToken token = AccessToken.read(settings.tokenFile(), name);
        SslContext tls = settings.tls().map(this::tls).orElse(null);
        loops =
                new MultiThreadIoEventLoopGroup(
                        1, new DefaultThreadFactory(name), NioIoHandler.newFactory());
        var bound =
                new ServerBootstrap()
                        .group(loops)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        begin(channel, token, tls);
                                    }
                                })
                        .bind(settings.listen())
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new UncheckedIOException(
                    "input "
                            + name
                            + ": cannot listen on "
                            + settings.listen()
                            + ": "
                            + bound.cause().getMessage()
                            + ". Nothing of it is received. Is another program on that port?",
                    new IOException(bound.cause()));
        }
        server = bound.channel();
        LOG.info(
                "input {}: POST {} at http{}:/{}",
                name,
                SampleRequestHandler.PATH,
                tls == null ? "" : "s",
                localAddress());
    }

    private void begin(Channel channel, AccessToken token, SslContext tls) {
        if (connections.size() >= settings.maxConnections()) {
            refusedConnections.increment();
            var unused = channel.close();
            return;
        }
        connections.add(channel);
        if (tls != null) {
            SslHandler handler = tls.newHandler(channel.alloc());
            handler.handshakeFuture()
                    .addListener(
                            shaken -> {
                                if (!shaken.isSuccess()) {
                                    refusals.handshake();
                                }
                            });
            channel.pipeline().addLast(handler);
        }
        channel.pipeline()
                .addLast(
                        new ReadTimeoutHandler(
                                SILENCE_SECONDS + (int) settings.timeout().toSeconds()),
                        new HttpServerCodec(),
                        // No bound of its own: what one read of the socket unpacks to is passed on,
                        // and the aggregator bounds the sum.
                        new HttpContentDecompressor(0),
                        new HttpObjectAggregator(settings.maxRequestBytes(), true),
                        new SampleRequestHandler(
                                handIn,
                                token,
                                refusals,
                                settings.maxSampleBytes(),
                                settings.timeout(),
                                workers,
                                open));
    }

    private SslContext tls(TlsSettings files) {
        try {
            SslContextBuilder builder =
                    SslContextBuilder.forServer(files.certificate().toFile(), files.key().toFile());
            if (files.clientCa().isPresent()) {
                builder.trustManager(files.clientCa().get().toFile())
                        .clientAuth(ClientAuth.REQUIRE);
            }
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new UncheckedIOException(
                    "input "
                            + name
                            + ": "
                            + files
                            + " cannot be used: "
                            + e.getMessage()
                            + ". Nothing of it is received. Certificates must be PEM, the key PEM in PKCS #8.",
                    new IOException(e));
        }
    }

    @Override
    public void stop(Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        if (server != null) {
            server.close().awaitUninterruptibly();
        }
        try {
            // What was received completely is answered, as soon as Kafka has it.
            if (!open.awaitNone(end - System.nanoTime())) {
                LOG.warn("input {}: stopped with requests that are not answered", name);
            }
            workers.stop();
        } catch (InterruptedException e) {
            workers.stop();
            Thread.currentThread().interrupt();
        }
        connections.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
        if (loops == null) {
            return;
        }
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
