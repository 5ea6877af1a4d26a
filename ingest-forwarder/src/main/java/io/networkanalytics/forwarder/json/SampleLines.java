package io.networkanalytics.forwarder.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.networkanalytics.model.PacketSample;
import java.io.IOException;

/**
 * Finds the samples in what was handed in: one object, an array of objects, or one object a line.
 * What is wrong is told with its place, and the rest goes on: in lines with the next line; in an
 * array with the next element, unless it is no JSON from there on.
 */
public final class SampleLines {

    static final String BAD_JSON = "bad_json";

    private static final int MAX_DEPTH = 16;
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    // Keys come from the network: they do not stay in the JVM, and many of one hash
                    // are slow, up to the size of a sample, but no exception.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                    // UTF-8 (RFC 8259, 8.1): of what looks like UTF-16 or UTF-32 no places in bytes
                    // would be known.
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    // A message names the place, never repeats what was handed in.
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxNumberLength(40)
                                    .maxNameLength(1_000)
                                    .build())
                    .build();

    /** Gets what is found, in order. */
    public interface Receiver {

        /**
         * @param line where it begins, from 1
         * @param bytes holds it
         * @param offset of its first byte; for a dead letter
         * @param length of its bytes
         */
        void sample(PacketSample.Builder sample, long line, byte[] bytes, int offset, int length)
                throws InterruptedException;

        /** As above, for what is no sample. */
        void error(LineError error, byte[] bytes, int offset, int length)
                throws InterruptedException;
    }

    private final byte[] bytes;
    private final int maxSampleBytes;
    private final Receiver receiver;

    /**
     * @param bytes what was handed in
     * @param maxSampleBytes of the JSON of one sample
     */
    public SampleLines(byte[] bytes, int maxSampleBytes, Receiver receiver) {
        this.bytes = bytes;
        this.maxSampleBytes = maxSampleBytes;
        this.receiver = receiver;
    }

    /** Reads everything, in whatever of the three forms it is. */
    public void readAny() throws InterruptedException {
        int start = skipSpace(0);
        if (start == bytes.length) {
            receiver.error(new LineError(1, 1, "empty", "no sample was handed in"), bytes, 0, 0);
        } else if (bytes[start] == '[') {
            array();
        } else if (bytes[start] == '{' && isOneObject()) {
            object(1, 0, bytes.length);
        } else {
            readLines();
        }
    }

    /** Reads one object a line; empty lines count and are skipped. */
    void readLines() throws InterruptedException {
        long line = 1;
        for (int start = 0; start < bytes.length; line++) {
            int end = endOfLine(start);
            if (skipSpace(start) < end) {
                object(line, start, end - start);
            }
            start = end + 1;
        }
    }

    /** Reads one object, in which the first line has that number. */
    void object(long line, int offset, int length) throws InterruptedException {
        if (length > maxSampleBytes) {
            receiver.error(tooLarge(line, length), bytes, offset, maxSampleBytes);
            return;
        }
        try (JsonParser parser = JSON.createParser(bytes, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw bad(parser, "must be an object, {...}");
            }
            PacketSample.Builder sample = SampleReader.read(parser);
            if (parser.nextToken() != null) {
                throw bad(parser, "something follows the object");
            }
            receiver.sample(sample, line, bytes, offset, length);
        } catch (BadSampleException e) {
            receiver.error(
                    new LineError(line + e.line() - 1, e.position(), e.reason(), e.getMessage()),
                    bytes,
                    offset,
                    length);
        } catch (IOException e) {
            receiver.error(badJson(e, line), bytes, offset, length);
        }
    }

    private void array() throws InterruptedException {
        int begin = 0;
        try (JsonParser parser = JSON.createParser(bytes)) {
            parser.nextToken();
            JsonToken token = parser.nextToken();
            while (token != JsonToken.END_ARRAY) {
                begin = (int) parser.currentTokenLocation().getByteOffset();
                element(parser, token, begin);
                token = parser.nextToken();
            }
            begin = (int) parser.currentLocation().getByteOffset();
            if (parser.nextToken() != null) {
                BadSampleException e = bad(parser, "something follows the array");
                receiver.error(
                        new LineError(e.line(), e.position(), e.reason(), e.getMessage()),
                        bytes,
                        begin,
                        Math.min(maxSampleBytes, bytes.length - begin));
            }
        } catch (IOException e) {
            LineError error = badJson(e, 1);
            receiver.error(
                    new LineError(
                            error.line(),
                            error.position(),
                            error.reason(),
                            error.detail() + "; the rest of the array was not read"),
                    bytes,
                    begin,
                    Math.min(maxSampleBytes, bytes.length - begin));
        }
    }

    private void element(JsonParser parser, JsonToken token, int begin)
            throws IOException, InterruptedException {
        long line = parser.currentTokenLocation().getLineNr();
        try {
            if (token != JsonToken.START_OBJECT) {
                BadSampleException e = bad(parser, "an element must be an object, {...}");
                parser.skipChildren();
                throw e;
            }
            PacketSample.Builder sample = SampleReader.read(parser);
            int length = (int) parser.currentLocation().getByteOffset() - begin;
            if (length > maxSampleBytes) {
                receiver.error(tooLarge(line, length), bytes, begin, maxSampleBytes);
            } else {
                receiver.sample(sample, line, bytes, begin, length);
            }
        } catch (BadSampleException e) {
            int length = (int) parser.currentLocation().getByteOffset() - begin;
            receiver.error(
                    new LineError(e.line(), e.position(), e.reason(), e.getMessage()),
                    bytes,
                    begin,
                    Math.min(length, maxSampleBytes));
        }
    }

    /**
     * Whether it is a single object: written over several lines, or the only line. Two objects in
     * two lines are told apart by what follows the first.
     */
    private boolean isOneObject() {
        try (JsonParser parser = JSON.createParser(bytes)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            // Broken somewhere. If the first line is no more than the brace, the lines belong
            // together, and the error is better told with its place in the whole.
            int start = skipSpace(0);
            return skipSpace(start + 1) >= endOfLine(start);
        }
    }

    private int skipSpace(int from) {
        int i = from;
        while (i < bytes.length && (bytes[i] == ' ' || bytes[i] == '\t' || isLineEnd(bytes[i]))) {
            i++;
        }
        return i;
    }

    private int endOfLine(int from) {
        int i = from;
        while (i < bytes.length && bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    private static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r';
    }

    private LineError tooLarge(long line, int length) {
        return new LineError(
                line,
                1,
                "too_large",
                "the sample has " + length + " bytes; the limit is " + maxSampleBytes);
    }

    private static BadSampleException bad(JsonParser parser, String detail) {
        var at = parser.currentTokenLocation();
        // Where there is no token at all, Jackson says column 0.
        return new BadSampleException(
                BAD_JSON, detail, at.getLineNr(), Math.max(1, at.getColumnNr()));
    }

    private static LineError badJson(IOException e, long firstLine) {
        if (e instanceof JsonProcessingException json && json.getLocation() != null) {
            return new LineError(
                    firstLine + json.getLocation().getLineNr() - 1,
                    Math.max(1, json.getLocation().getColumnNr()),
                    BAD_JSON,
                    json.getOriginalMessage());
        }
        return new LineError(firstLine, 1, BAD_JSON, String.valueOf(e.getMessage()));
    }
}
