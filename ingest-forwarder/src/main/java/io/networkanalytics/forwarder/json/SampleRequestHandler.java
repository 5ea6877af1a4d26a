package io.networkanalytics.forwarder.json;

import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.METHOD_NOT_ALLOWED;
import static io.netty.handler.codec.http.HttpResponseStatus.NOT_FOUND;
import static io.netty.handler.codec.http.HttpResponseStatus.OK;
import static io.netty.handler.codec.http.HttpResponseStatus.SERVICE_UNAVAILABLE;
import static io.netty.handler.codec.http.HttpResponseStatus.UNAUTHORIZED;
import static io.netty.handler.codec.http.HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.concurrent.ScheduledFuture;
import io.networkanalytics.forwarder.handin.AccessRefusals;
import io.networkanalytics.forwarder.handin.AccessToken;
import io.networkanalytics.forwarder.handin.HandIn;
import io.networkanalytics.forwarder.handin.HandInSession;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * {@code POST /v1/samples} of one connection. Answered when Kafka has everything: 200 if at least
 * one sample is stored, 400 if none is and what was handed in is to blame, 503 if it is not known
 * to be stored.
 */
final class SampleRequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    static final String PATH = "/v1/samples";

    private final HandIn handIn;
    private final AccessToken token;
    private final AccessRefusals refusals;
    private final int maxSampleBytes;
    private final Duration timeout;
    private final RequestWorkers workers;
    private final OpenRequests open;

    SampleRequestHandler(
            HandIn handIn,
            AccessToken token,
            AccessRefusals refusals,
            int maxSampleBytes,
            Duration timeout,
            RequestWorkers workers,
            OpenRequests open) {
        this.handIn = handIn;
        this.token = token;
        this.refusals = refusals;
        this.maxSampleBytes = maxSampleBytes;
        this.timeout = timeout;
        this.workers = workers;
        this.open = open;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        if (!request.decoderResult().isSuccess()) {
            say(context, BAD_REQUEST, "no HTTP request: " + request.decoderResult(), false);
        } else if (!new QueryStringDecoder(request.uri()).path().equals(PATH)) {
            say(context, NOT_FOUND, "only " + PATH + " is served here", keepAlive);
        } else if (!request.method().equals(HttpMethod.POST)) {
            say(context, METHOD_NOT_ALLOWED, "samples are handed in with POST", keepAlive);
        } else if (!token.permits(request.headers().get(HttpHeaderNames.AUTHORIZATION))) {
            refusals.token();
            say(
                    context,
                    UNAUTHORIZED,
                    "the header 'Authorization: Bearer TOKEN' is missing or wrong",
                    keepAlive);
        } else if (isEncoded(request)) {
            say(context, UNSUPPORTED_MEDIA_TYPE, "Content-Encoding must be gzip", keepAlive);
        } else {
            take(context, request, keepAlive);
        }
    }

    /** The decompressor removes the header where it knows the encoding. */
    private static boolean isEncoded(HttpRequest request) {
        String encoding = request.headers().get(HttpHeaderNames.CONTENT_ENCODING);
        return encoding != null && !HttpHeaderValues.IDENTITY.contentEqualsIgnoreCase(encoding);
    }

    private void take(ChannelHandlerContext context, FullHttpRequest request, boolean keepAlive) {
        byte[] body = ByteBufUtil.getBytes(request.content());
        String type = request.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
        boolean lines = type.startsWith("application/x-ndjson");
        String peer =
                ((InetSocketAddress) context.channel().remoteAddress())
                        .getAddress()
                        .getHostAddress();
        HandInSession session = handIn.open(peer);
        Tally tally = new Tally(session, error -> {});
        Runnable reading = () -> read(tally, body, lines);
        open.opened();
        // One request at a time: the next is read when this one is answered.
        context.channel().config().setAutoRead(false);
        ScheduledFuture<?> alarm =
                context.executor()
                        .schedule(
                                () ->
                                        tally.abandon(
                                                "Kafka has not acknowledged within "
                                                        + timeout.toSeconds()
                                                        + " s (timeoutSeconds); what is not accepted may be"
                                                        + " stored or not"),
                                timeout.toMillis(),
                                TimeUnit.MILLISECONDS);
        var unused =
                tally.settled()
                        .thenRunAsync(
                                () -> {
                                    alarm.cancel(false);
                                    workers.withdraw(reading);
                                    session.close();
                                    answer(context, tally, keepAlive);
                                    open.answered();
                                },
                                context.executor());
        if (!workers.offer(reading)) {
            tally.abandon(
                    "too many requests wait for Kafka, or the forwarder stops; send it again later");
        }
    }

    private void read(Tally tally, byte[] body, boolean lines) {
        SampleLines samples = new SampleLines(body, maxSampleBytes, tally);
        try {
            if (lines) {
                samples.readLines();
            } else {
                samples.readAny();
            }
            tally.finish();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            tally.abandon("the forwarder stops");
        }
    }

    private static void answer(ChannelHandlerContext context, Tally tally, boolean keepAlive) {
        HttpResponseStatus status = OK;
        if (!tally.failure().isEmpty()) {
            status = SERVICE_UNAVAILABLE;
        } else if (tally.accepted() == 0 && tally.refused() > 0) {
            status = BAD_REQUEST;
        }
        send(context, status, tally.toJson(), keepAlive);
        context.channel().config().setAutoRead(true);
    }

    private static void say(
            ChannelHandlerContext context,
            HttpResponseStatus status,
            String why,
            boolean keepAlive) {
        send(
                context,
                status,
                "{\"accepted\":0,\"refused\":0,\"failure\":\""
                        + why.replace("\\", "\\\\").replace("\"", "'")
                        + "\",\"errors\":[]}\n",
                keepAlive);
    }

    private static void send(
            ChannelHandlerContext context,
            HttpResponseStatus status,
            String body,
            boolean keepAlive) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(body, UTF_8));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        if (status.equals(SERVICE_UNAVAILABLE)) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, "5");
        }
        HttpUtil.setKeepAlive(response, keepAlive);
        var written = context.writeAndFlush(response);
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A reset connection, a broken gzip stream, a failed handshake: its sender sees it closed.
        var unused = context.close();
    }
}
