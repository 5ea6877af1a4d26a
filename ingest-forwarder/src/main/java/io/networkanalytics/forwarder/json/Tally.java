package io.networkanalytics.forwarder.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.networkanalytics.forwarder.handin.HandInSession;
import io.networkanalytics.forwarder.intake.Acknowledgement;
import io.networkanalytics.forwarder.ship.ShippingStoppedException;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.codec.MalformedRecordException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * What became of the samples of one request or one message: handed on as they are found, counted as
 * they are settled.
 */
final class Tally implements SampleLines.Receiver {

    /** Errors that are told one by one; further ones are counted. */
    static final int MAX_ERRORS = 100;

    private static final JsonFactory JSON = new JsonFactory();

    private final HandInSession session;
    private final List<LineError> errors = new ArrayList<>();
    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private final Consumer<LineError> listener;
    private long accepted;
    private long refused;
    private long waiting;
    private boolean read;
    private boolean abandoned;
    private String failure = "";

    /**
     * @param session takes the samples
     * @param listener told each of the first {@link #MAX_ERRORS} errors as it is found
     */
    Tally(HandInSession session, Consumer<LineError> listener) {
        this.session = session;
        this.listener = listener;
    }

    @Override
    public void sample(PacketSample.Builder sample, long line, byte[] bytes, int offset, int length)
            throws InterruptedException {
        if (!begin()) {
            return;
        }
        boolean handedOn = false;
        try {
            session.accept(sample, new Settlement());
            handedOn = true;
        } catch (MalformedRecordException e) {
            error(new LineError(line, 1, e.reason(), e.getMessage()), bytes, offset, length);
        } catch (ShippingStoppedException e) {
            fail(e.getMessage());
        } finally {
            if (!handedOn) {
                end();
            }
        }
    }

    @Override
    public void error(LineError error, byte[] bytes, int offset, int length)
            throws InterruptedException {
        boolean told;
        synchronized (this) {
            refused++;
            told = errors.size() < MAX_ERRORS;
            if (told) {
                errors.add(error);
            }
        }
        if (told) {
            listener.accept(error);
        }
        try {
            session.refuse(
                    error.reason(),
                    error.detail(),
                    "line " + error.line() + " position " + error.position(),
                    bytes,
                    offset,
                    length);
        } catch (ShippingStoppedException e) {
            fail(e.getMessage());
        }
    }

    /** Nothing more will be found. */
    void finish() {
        synchronized (this) {
            read = true;
        }
        completeIfSettled();
    }

    /** Nobody waits any more: what is not handed on yet is not handed on. */
    synchronized void abandon(String why) {
        abandoned = true;
        fail(why);
    }

    /** Ends, always normally, when all is settled or something failed. */
    CompletableFuture<Void> settled() {
        return settled;
    }

    synchronized long accepted() {
        return accepted;
    }

    synchronized long refused() {
        return refused;
    }

    /** Why not everything is safe; empty if it is. */
    synchronized String failure() {
        return failure;
    }

    /** For the sender. */
    synchronized String toJson() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("accepted", accepted);
            json.writeNumberField("refused", refused);
            if (!failure.isEmpty()) {
                json.writeStringField("failure", failure);
            }
            json.writeArrayFieldStart("errors");
            for (LineError error : errors) {
                error.writeTo(json);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a text cannot be written to memory", e);
        }
        return text.append('\n').toString();
    }

    private synchronized boolean begin() {
        if (abandoned || !failure.isEmpty()) {
            return false;
        }
        waiting++;
        return true;
    }

    private void end() {
        synchronized (this) {
            waiting--;
        }
        completeIfSettled();
    }

    private void fail(String why) {
        synchronized (this) {
            if (failure.isEmpty()) {
                failure = why;
            }
        }
        settled.complete(null);
    }

    private void completeIfSettled() {
        boolean all;
        synchronized (this) {
            all = read && waiting == 0;
        }
        if (all) {
            settled.complete(null);
        }
    }

    /** Of one sample. */
    private final class Settlement implements Acknowledgement {

        @Override
        public void acknowledged() {
            synchronized (Tally.this) {
                accepted++;
            }
            end();
        }

        @Override
        public void failed(String reason) {
            fail(reason);
            end();
        }
    }
}
