package io.networkanalytics.forwarder.json;

import io.networkanalytics.forwarder.handin.TlsSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How an HTTP input listens, and what it bears.
 *
 * @param listen address and port; port 0 lets the system choose
 * @param tls empty: plain HTTP
 * @param tokenFile file with the token that senders must show; empty: none
 * @param maxRequestBytes of a body, after decompression
 * @param maxSampleBytes of the JSON of one sample
 * @param maxConnections at once; further ones are closed
 * @param timeout for Kafka to have everything; then the answer is 503
 */
public record JsonHttpSettings(
        InetSocketAddress listen,
        Optional<TlsSettings> tls,
        Optional<Path> tokenFile,
        int maxRequestBytes,
        int maxSampleBytes,
        int maxConnections,
        Duration timeout) {

    public static final int DEFAULT_MAX_REQUEST_BYTES = 4 * 1024 * 1024;
    public static final int DEFAULT_MAX_SAMPLE_BYTES = 64 * 1024;
    public static final int DEFAULT_MAX_CONNECTIONS = 64;
    public static final int DEFAULT_TIMEOUT_SECONDS = 30;
}
