package io.networkanalytics.forwarder.json;

import java.nio.file.Path;

/**
 * How a Unix socket is opened, and what it bears.
 *
 * @param path of the socket; what is left there of an earlier process is replaced
 * @param mode of the file, as {@code chmod} takes it: who may write to it may hand in
 * @param maxSampleBytes of the JSON of one sample: of a line, or of a datagram's line
 * @param maxConnections at once; further ones are closed. Of no meaning for datagrams
 */
public record JsonUnixSettings(Path path, String mode, int maxSampleBytes, int maxConnections) {

    public static final String DEFAULT_MODE = "660";
}
