package io.networkanalytics.forwarder.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The end of a replay, for people and for scripts ({@code --summary}). Whatever happened, {@code
 * packetsRead = samplesShipped + deadLetterCount}.
 *
 * @param file what was replayed
 * @param packetsRead packets taken from the capture, all passes together
 * @param samplesShipped samples handed to Kafka
 * @param representedPackets packets that the samples stand for
 * @param representedBytes bytes that they stand for, from the IP header on
 * @param samplesAcknowledged samples that Kafka has
 * @param deadLetterCount packets that could not be decoded
 * @param deadLettersAcknowledged of these, what Kafka has
 * @param deadLetters of these, how many of each reason
 * @param captureBytes bytes of the packets read, as long as they were on the wire
 * @param acknowledgedBytes bytes of keys and values of samples that Kafka has
 * @param seconds time taken
 * @param error what went wrong, or ""
 */
public record ReplaySummary(
        @JsonProperty("file") String file,
        @JsonProperty("packets_read") long packetsRead,
        @JsonProperty("samples_shipped") long samplesShipped,
        @JsonProperty("represented_packets") long representedPackets,
        @JsonProperty("represented_bytes") long representedBytes,
        @JsonProperty("samples_acknowledged") long samplesAcknowledged,
        @JsonProperty("dead_letter_count") long deadLetterCount,
        @JsonProperty("dead_letters_acknowledged") long deadLettersAcknowledged,
        @JsonProperty("dead_letters") Map<String, Long> deadLetters,
        @JsonProperty("capture_bytes") long captureBytes,
        @JsonProperty("acknowledged_bytes") long acknowledgedBytes,
        @JsonProperty("seconds") double seconds,
        @JsonProperty("error") String error) {

    public ReplaySummary {
        deadLetters = new TreeMap<>(deadLetters);
    }

    /** Whether all that was read is in Kafka. */
    public boolean complete() {
        return error.isEmpty()
                && samplesAcknowledged == samplesShipped
                && deadLettersAcknowledged == deadLetterCount;
    }

    /**
     * Writes it as JSON.
     *
     * @throws IOException if the file cannot be written
     */
    public void write(Path target) throws IOException {
        Files.writeString(
                target, new ObjectMapper().writeValueAsString(this) + System.lineSeparator());
    }

    /** One line of {@code key=value}. */
    public String line() {
        return "replayed "
                + file
                + ": packets_read="
                + packetsRead
                + " samples_shipped="
                + samplesShipped
                + " represented_packets="
                + representedPackets
                + " represented_bytes="
                + representedBytes
                + " samples_acknowledged="
                + samplesAcknowledged
                + " dead_letters="
                + deadLetterCount
                + deadLetters
                + " capture_bytes="
                + captureBytes
                + " acknowledged_bytes="
                + acknowledgedBytes
                + String.format(java.util.Locale.ROOT, " seconds=%.3f", seconds)
                + (error.isEmpty() ? "" : " error=" + error);
    }
}
