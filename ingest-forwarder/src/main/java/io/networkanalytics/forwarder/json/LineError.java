package io.networkanalytics.forwarder.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * Why a sample was not taken.
 *
 * @param line number of its line in what was handed in, from 1
 * @param position column in that line at which it was noticed, from 1
 * @param reason stable, for programs
 * @param detail for people: field, value, limit
 */
public record LineError(long line, int position, String reason, String detail) {

    private static final JsonFactory JSON = new JsonFactory();

    void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("line", line);
        json.writeNumberField("position", position);
        json.writeStringField("reason", reason);
        json.writeStringField("detail", detail);
        json.writeEndObject();
    }

    /** One line of JSON. */
    String toJson() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a text cannot be written to memory", e);
        }
        return text.append('\n').toString();
    }
}
