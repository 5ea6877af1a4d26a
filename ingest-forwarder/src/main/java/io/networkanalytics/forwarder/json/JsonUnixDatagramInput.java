package io.networkanalytics.forwarder.json;

import io.micrometer.core.instrument.Counter;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import io.networkanalytics.forwarder.Input;
import io.networkanalytics.forwarder.handin.HandIn;
import io.networkanalytics.forwarder.handin.HandInSession;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes samples over a Unix datagram socket: a datagram holds one sample, an array or lines. Nobody
 * is answered; errors are counters and dead letters. While Kafka is slow this does not read, and
 * the kernel lets senders wait, so that nothing is lost.
 */
public final class JsonUnixDatagramInput implements Input {

    private static final Logger LOG = LoggerFactory.getLogger(JsonUnixDatagramInput.class);

    /** More than a sender's socket buffer lets it send ({@code net.core.wmem_max}, usually). */
    private static final int MAX_DATAGRAM_BYTES = 256 * 1024;

    private final String name;
    private final JsonUnixSettings settings;
    private final HandIn handIn;
    private final Counter datagrams;
    private final Counter datagramBytes;
    private EventLoopGroup loop;
    private volatile Thread thread;

    /**
     * @param name of the input
     * @param settings where to listen
     * @param handIn takes the samples
     * @param metrics counts
     */
    public JsonUnixDatagramInput(
            String name, JsonUnixSettings settings, HandIn handIn, ForwarderMetrics metrics) {
        this.name = name;
        this.settings = settings;
        this.handIn = handIn;
        this.datagrams =
                metrics.registry().counter(ForwarderMetrics.DATAGRAMS_RECEIVED, "input", name);
        this.datagramBytes =
                metrics.registry().counter(ForwarderMetrics.DATAGRAM_BYTES_RECEIVED, "input", name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() {
        try {
            if (!Epoll.isAvailable()) {
                throw new IOException(
                        "Unix datagram sockets need Linux on x86_64", Epoll.unavailabilityCause());
            }
            SocketFile.removeStale(settings.path());
            loop =
                    new MultiThreadIoEventLoopGroup(
                            1, (ThreadFactory) this::newThread, EpollIoHandler.newFactory());
            var bound =
                    new Bootstrap()
                            .group(loop)
                            .channel(EpollDomainDatagramChannel.class)
                            .option(
                                    ChannelOption.RECVBUF_ALLOCATOR,
                                    new FixedRecvByteBufAllocator(MAX_DATAGRAM_BYTES))
                            .handler(new Handler())
                            .bind(new DomainSocketAddress(settings.path().toFile()))
                            .awaitUninterruptibly();
            if (!bound.isSuccess()) {
                throw new IOException(bound.cause().getMessage(), bound.cause());
            }
            SocketFile.setMode(settings.path(), settings.mode());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "input "
                            + name
                            + ": cannot listen on "
                            + settings.path()
                            + ": "
                            + e.getMessage()
                            + ". Nothing of it is received.",
                    e);
        }
        LOG.info("input {}: Unix datagram socket {}", name, settings.path());
    }

    private Thread newThread(Runnable task) {
        thread = new Thread(task, name);
        return thread;
    }

    private final class Handler extends SimpleChannelInboundHandler<DomainDatagramPacket> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, DomainDatagramPacket packet)
                throws InterruptedException {
            byte[] bytes = ByteBufUtil.getBytes(packet.content());
            datagrams.increment();
            datagramBytes.increment(bytes.length);
            try (HandInSession session = handIn.open(name)) {
                Tally tally = new Tally(session, error -> {});
                new SampleLines(bytes, settings.maxSampleBytes(), tally).readAny();
                tally.finish();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (cause instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            } else {
                LOG.warn("input {}: {}", name, cause.toString());
            }
        }
    }

    @Override
    public void stop(Duration deadline) {
        if (loop == null) {
            return;
        }
        var unused = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        // Waiting for Kafka happens on that thread; at the end of patience it is told to give up.
        if (!loop.terminationFuture().awaitUninterruptibly(deadline.toMillis())) {
            Thread waiting = thread;
            if (waiting != null) {
                waiting.interrupt();
            }
            loop.terminationFuture().awaitUninterruptibly(1_000);
        }
        try {
            Files.deleteIfExists(settings.path());
        } catch (IOException e) {
            LOG.warn("input {}: {} stays: {}", name, settings.path(), e.toString());
        }
    }
}
