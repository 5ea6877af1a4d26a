package io.networkanalytics.forwarder.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import io.networkanalytics.forwarder.handin.TestingHandIn;
import io.networkanalytics.forwarder.ship.TestingShipper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JsonUnixInputTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir private Path dir;
    private final TestingShipper shipper = new TestingShipper(4);
    private final TestingHandIn testing = new TestingHandIn(shipper);

    @Test
    void streamTellsErrorsAndInTheEndTheTally() throws Exception {
        JsonUnixStreamInput input = stream();
        input.start();
        assertEquals(
                "{\"line\":2,\"position\":1,\"reason\":\"too_large\",\"detail\":\"the line is longer than the limit of 1000 bytes\"}\n"
                        + "{\"accepted\":2,\"refused\":1,\"errors\":[{\"line\":2,\"position\":1,\"reason\":\"too_large\","
                        + "\"detail\":\"the line is longer than the limit of 1000 bytes\"}]}\n",
                send("{\"rule_id\":\"1\"}\n" + "x".repeat(5_000) + "\n\n{\"rule_id\":\"4\"}"));
        assertEquals("in", shipper.samples().get(0).getExporterId());
        assertEquals(
                "rw-rw-r--",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())));
        input.stop(PATIENCE);
        assertFalse(Files.exists(socket()));
    }

    @Test
    void aStopLetsConnectedSendersGo() throws Exception {
        JsonUnixStreamInput input = stream();
        input.start();
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            channel.write(ByteBuffer.wrap("{}\n".getBytes(UTF_8)));
            shipper.awaitSamples(1, PATIENCE);
            input.stop(PATIENCE);
            assertEquals(
                    "{\"accepted\":1,\"refused\":0,\"errors\":[]}\n",
                    new String(Channels.newInputStream(channel).readAllBytes(), UTF_8));
        }
    }

    @Test
    void aSocketThatIsServedOrNoneIsLeftAlone() throws Exception {
        JsonUnixStreamInput first = stream();
        first.start();
        assertThrows(UncheckedIOException.class, () -> stream().start());
        first.stop(PATIENCE);
        Files.writeString(socket(), "a file");
        assertThrows(UncheckedIOException.class, () -> stream().start());
        assertEquals("a file", Files.readString(socket()));
    }

    @Test
    void datagramsHoldLines() throws Exception {
        JsonUnixDatagramInput input =
                new JsonUnixDatagramInput("in", settings(), testing.handIn(), testing.metrics());
        input.start();
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        try {
            Channel channel =
                    new Bootstrap()
                            .group(loop)
                            .channel(EpollDomainDatagramChannel.class)
                            .handler(new ChannelInboundHandlerAdapter())
                            .bind(new DomainSocketAddress(dir.resolve("sender").toFile()))
                            .sync()
                            .channel();
            for (String text : new String[] {"{\"rule_id\":\"1\"}\n{}", "nonsense", "[{}]"}) {
                channel.writeAndFlush(
                                new DomainDatagramPacket(
                                        Unpooled.copiedBuffer(text, UTF_8),
                                        new DomainSocketAddress(socket().toFile())))
                        .sync();
            }
            shipper.awaitSamples(3, PATIENCE);
            assertEquals("1", shipper.samples().get(0).getRuleId());
            assertEquals("bad_json", shipper.deadLetters().get(0).reason());
        } finally {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
            input.stop(PATIENCE);
        }
        assertFalse(Files.exists(socket()));
    }

    private JsonUnixStreamInput stream() {
        return new JsonUnixStreamInput("in", settings(), testing.handIn(), testing.metrics());
    }

    private JsonUnixSettings settings() {
        return new JsonUnixSettings(socket(), "664", 1_000, 10);
    }

    private Path socket() {
        return dir.resolve("in.sock");
    }

    private String send(String text) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.shutdownOutput();
            return new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
        }
    }
}
