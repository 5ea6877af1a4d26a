package io.networkanalytics.forwarder.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.networkanalytics.forwarder.handin.HandInSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One sender on a Unix stream socket. It writes a sample a line. Errors come back at once, a line
 * of JSON each; when the sender has shut down its side and everything is settled, the tally comes
 * as the last line.
 */
final class UnixConnection implements Runnable {

    private static final Duration SETTLE = Duration.ofSeconds(30);

    private final SocketChannel channel;
    private final HandInSession session;
    private final int maxSampleBytes;
    private final Tally tally;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    private byte[] line = new byte[1024];
    private int length;
    private boolean tooLong;
    private boolean gone;
    private long number = 1;

    UnixConnection(SocketChannel channel, HandInSession session, int maxSampleBytes) {
        this.channel = channel;
        this.session = session;
        this.maxSampleBytes = maxSampleBytes;
        this.tally = new Tally(session, error -> answer(error.toJson()));
    }

    @Override
    public void run() {
        try (channel;
                session) {
            while (tally.failure().isEmpty() && channel.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    take(buffer.get());
                }
            }
            if (length > 0) {
                endLine();
            }
            tally.finish();
            awaitSettled();
            answer(tally.toJson());
        } catch (IOException | ExecutionException e) {
            tally.abandon("the connection broke: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitSettled() throws ExecutionException, InterruptedException {
        try {
            tally.settled().get(SETTLE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            tally.abandon("Kafka has not acknowledged within " + SETTLE.toSeconds() + " s");
        }
    }

    /** Lets the sender know how it ended, and lets it go. */
    void close() throws IOException {
        channel.shutdownInput();
    }

    private void take(byte b) throws InterruptedException {
        if (b == '\n') {
            endLine();
        } else if (length >= maxSampleBytes) {
            tooLong = true;
        } else {
            if (length == line.length) {
                line = Arrays.copyOf(line, Math.min(maxSampleBytes, 2 * length));
            }
            line[length++] = b;
        }
    }

    private void endLine() throws InterruptedException {
        byte[] bytes = Arrays.copyOf(line, length);
        if (tooLong) {
            tally.error(
                    new LineError(
                            number,
                            1,
                            "too_large",
                            "the line is longer than the limit of " + maxSampleBytes + " bytes"),
                    bytes,
                    0,
                    length);
        } else if (!new String(bytes, UTF_8).isBlank()) {
            new SampleLines(bytes, maxSampleBytes, tally).object(number, 0, length);
        }
        length = 0;
        tooLong = false;
        number++;
    }

    /**
     * All that is ever written (the first errors and the tally) fits into the socket's buffer, so a
     * sender that does not read blocks nothing.
     */
    private void answer(String text) {
        if (gone) {
            return;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            // A sender that has gone does not want to know; what it wrote is still taken.
            gone = true;
        }
    }
}
