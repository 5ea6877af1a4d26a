package io.networkanalytics.forwarder.grpc;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.NettyServerBuilder;
import io.micrometer.core.instrument.Counter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves sample_intake.proto. */
public final class GrpcInput implements Input {

    private static final Logger LOG = LoggerFactory.getLogger(GrpcInput.class);

    /** It would print a stack trace for whoever connects and speaks anything else. */
    private static final java.util.logging.Logger CONNECTION_LOG =
            java.util.logging.Logger.getLogger("io.grpc.netty.NettyServerTransport.connections");

    static {
        CONNECTION_LOG.setLevel(java.util.logging.Level.OFF);
    }

    /** A sender whose machine vanished is noticed within the sum of both. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

    private static final Duration KEEP_ALIVE_TIMEOUT = Duration.ofSeconds(10);

    /** A connection without a stream gives its place back. */
    private static final Duration IDLE = Duration.ofMinutes(5);

    /** From accepting a connection to the first settings of HTTP/2, TLS included. */
    private static final Duration HANDSHAKE = Duration.ofSeconds(20);

    /** Decrypting is what they do; samples are handled elsewhere. */
    private static final int LOOPS = 2;

    private final String name;
    private final GrpcSettings settings;
    private final HandIn handIn;
    private final ForwarderMetrics metrics;
    // A thread a stream that has something to do; their number is bounded by the streams.
    private final ExecutorService calls;
    private final ExecutorService acknowledgements;
    private IntakeService service;
    private EventLoopGroup loops;
    private Server server;

    /**
     * @param name of the input
     * @param settings where to listen
     * @param handIn takes the samples
     * @param metrics counts
     */
    public GrpcInput(String name, GrpcSettings settings, HandIn handIn, ForwarderMetrics metrics) {
        this.name = name;
        this.settings = settings;
        this.handIn = handIn;
        this.metrics = metrics;
        this.calls = Executors.newCachedThreadPool(new DefaultThreadFactory(name));
        this.acknowledgements =
                Executors.newSingleThreadExecutor(new DefaultThreadFactory(name + "-acks"));
    }

    @Override
    public String name() {
        return name;
    }

    /** Where it really listens, after {@link #start}. */
    public InetSocketAddress localAddress() {
        return (InetSocketAddress) server.getListenSockets().get(0);
    }

    @Override
    public void start() {
        AccessToken token = AccessToken.read(settings.tokenFile(), name);
        Counter refused =
                metrics.registry().counter(ForwarderMetrics.CONNECTIONS_REFUSED, "input", name);
        service = new IntakeService(handIn, settings, acknowledgements, refused);
        loops =
                new MultiThreadIoEventLoopGroup(
                        LOOPS, new DefaultThreadFactory(name + "-io"), NioIoHandler.newFactory());
        AccessRefusals refusals = new AccessRefusals(name, metrics);
        try {
            server =
                    NettyServerBuilder.forAddress(settings.listen(), credentials())
                            .bossEventLoopGroup(loops)
                            .workerEventLoopGroup(loops)
                            .channelFactory(
                                    () ->
                                            new BoundedServerChannel(
                                                    settings.maxConnections(), refused::increment))
                            .addService(service)
                            .intercept(new CallGate(token, refusals, handIn.partitions()))
                            .addTransportFilter(new HandshakeWatch(refusals))
                            .executor(calls)
                            .maxInboundMessageSize(2 * settings.maxSampleBytes())
                            .maxConcurrentCallsPerConnection(settings.maxStreams())
                            .maxConnectionIdle(IDLE.toSeconds(), TimeUnit.SECONDS)
                            .handshakeTimeout(HANDSHAKE.toSeconds(), TimeUnit.SECONDS)
                            .keepAliveTime(KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS)
                            .keepAliveTimeout(KEEP_ALIVE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                            .permitKeepAliveTime(10, TimeUnit.SECONDS)
                            .permitKeepAliveWithoutCalls(true)
                            .build()
                            .start();
        } catch (IOException | IllegalArgumentException e) {
            throw new UncheckedIOException(
                    "input "
                            + name
                            + ": cannot serve on "
                            + settings.listen()
                            + ": "
                            + (e.getCause() == null ? e : e.getCause()).getMessage()
                            + ". Nothing of it is received. Is another program on that port, are the"
                            + " certificate and the key PEM files, the key in PKCS #8?",
                    e instanceof IOException io ? io : new IOException(e));
        }
        LOG.info(
                "input {}: gRPC {} at {}",
                name,
                settings.tls().isPresent() ? "with TLS" : "without TLS",
                localAddress());
    }

    private ServerCredentials credentials() throws IOException {
        if (settings.tls().isEmpty()) {
            return InsecureServerCredentials.create();
        }
        TlsSettings files = settings.tls().get();
        TlsServerCredentials.Builder builder =
                TlsServerCredentials.newBuilder()
                        .keyManager(files.certificate().toFile(), files.key().toFile());
        if (files.clientCa().isPresent()) {
            builder.trustManager(files.clientCa().get().toFile())
                    .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE);
        }
        return builder.build();
    }

    @Override
    public void stop(Duration deadline) {
        try {
            if (server != null) {
                server.shutdown();
                service.drain();
                if (!server.awaitTermination(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
                    LOG.warn(
                            "input {}: stopped with samples that are not acknowledged; their senders"
                                    + " send them again",
                            name);
                    server.shutdownNow();
                    calls.shutdownNow();
                    server.awaitTermination(1, TimeUnit.SECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            server.shutdownNow();
        }
        calls.shutdownNow();
        acknowledgements.shutdown();
        if (loops != null) {
            var unused = loops.shutdownGracefully(0, 5, TimeUnit.SECONDS);
        }
    }
}
