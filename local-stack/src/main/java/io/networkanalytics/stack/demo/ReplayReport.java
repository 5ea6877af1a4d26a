package io.networkanalytics.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What {@code bin/forwarder replay --summary} says of itself.
 *
 * @param packetsRead packets of the capture
 * @param shipped samples sent
 * @param acknowledged samples that Kafka has
 * @param deadLetters packets that could not be decoded
 */
record ReplayReport(long packetsRead, Totals shipped, long acknowledged, long deadLetters) {

    static ReplayReport read(Path summary) throws IOException {
        JsonNode json = new ObjectMapper().readTree(summary.toFile());
        return new ReplayReport(
                json.required("packets_read").asLong(),
                new Totals(
                        json.required("samples_shipped").asLong(),
                        json.required("represented_packets").asLong(),
                        json.required("represented_bytes").asLong()),
                json.required("samples_acknowledged").asLong(),
                json.required("dead_letter_count").asLong());
    }
}
