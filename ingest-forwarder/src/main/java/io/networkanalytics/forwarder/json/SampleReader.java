package io.networkanalytics.forwarder.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.networkanalytics.model.PacketSample;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads one JSON object as a sample. Keys that no field has become metadata; objects in them are
 * flattened with dots ({@code {"dns": {"query_name": "a"}}} is {@code dns.query_name}), an array of
 * plain values becomes its elements with commas between.
 */
final class SampleReader {

    static final String BAD_VALUE = "bad_value";
    private static final String METADATA = "metadata";
    private static final int MAX_SHOWN = 60;

    private final JsonParser parser;
    private BadSampleException first;

    private SampleReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads the object whose start the parser is at, to its end.
     *
     * @throws BadSampleException with the first thing that is wrong; the object was read to its end
     * @throws IOException if it is no JSON from here on
     */
    static PacketSample.Builder read(JsonParser parser) throws IOException, BadSampleException {
        SampleReader reader = new SampleReader(parser);
        PacketSample.Builder sample = PacketSample.newBuilder();
        reader.fields(sample);
        if (reader.first != null) {
            throw reader.first;
        }
        return sample;
    }

    private void fields(PacketSample.Builder sample) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            Optional<SampleField> field = SampleField.named(name);
            if (field.isPresent()) {
                field(sample, field.get(), token);
            } else if (name.equals(METADATA) && token == JsonToken.START_OBJECT) {
                object(sample, "");
            } else {
                metadata(sample, name, token);
            }
        }
    }

    private void field(PacketSample.Builder sample, SampleField field, JsonToken token)
            throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        JsonLocation at = parser.currentTokenLocation();
        if (token.isStructStart()) {
            wrong(field.name() + " must be a single value", at);
            parser.skipChildren();
            return;
        }
        String text = parser.getText();
        try {
            field.set(sample, text, token == JsonToken.VALUE_STRING);
        } catch (IllegalArgumentException e) {
            wrong(field.name() + " is '" + shown(text) + "', " + e.getMessage(), at);
        }
    }

    private void metadata(PacketSample.Builder sample, String key, JsonToken token)
            throws IOException {
        switch (token) {
            case VALUE_NULL -> {}
            case START_OBJECT -> object(sample, key + ".");
            case START_ARRAY -> array(sample, key);
            default -> sample.putMetadata(key, parser.getText());
        }
    }

    private void object(PacketSample.Builder sample, String prefix) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = prefix + parser.currentName();
            metadata(sample, key, parser.nextToken());
        }
    }

    private void array(PacketSample.Builder sample, String key) throws IOException {
        StringBuilder joined = new StringBuilder();
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY) {
            if (token.isStructStart()) {
                wrong(
                        "an array in metadata ('" + shown(key) + "') may hold single values only",
                        parser.currentTokenLocation());
                parser.skipChildren();
            } else {
                joined.append(joined.length() == 0 ? "" : ",").append(parser.getText());
            }
            token = parser.nextToken();
        }
        sample.putMetadata(key, joined.toString());
    }

    private void wrong(String detail, JsonLocation at) {
        if (first == null) {
            first = new BadSampleException(BAD_VALUE, detail, at.getLineNr(), at.getColumnNr());
        }
    }

    private static String shown(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }
}
