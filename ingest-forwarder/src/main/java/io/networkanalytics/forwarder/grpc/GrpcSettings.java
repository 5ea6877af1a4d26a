package io.networkanalytics.forwarder.grpc;

import io.networkanalytics.forwarder.handin.TlsSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a gRPC input listens, and what it bears.
 *
 * @param listen address and port; port 0 lets the system choose
 * @param tls empty: plain text
 * @param tokenFile file with the token that senders must show; empty: none
 * @param maxSampleBytes of one encoded sample; a larger one is refused, one of twice the size ends
 *     its stream
 * @param maxUnacknowledged samples of a stream that may wait for their acknowledgement
 * @param maxStreams at once; further ones are refused
 * @param maxConnections at once, with streams or without; further ones are closed
 */
public record GrpcSettings(
        InetSocketAddress listen,
        Optional<TlsSettings> tls,
        Optional<Path> tokenFile,
        int maxSampleBytes,
        int maxUnacknowledged,
        int maxStreams,
        int maxConnections) {

    public static final int DEFAULT_MAX_SAMPLE_BYTES = 64 * 1024;
    public static final int DEFAULT_MAX_UNACKNOWLEDGED = 10_000;
    public static final int DEFAULT_MAX_STREAMS = 64;
    public static final int DEFAULT_MAX_CONNECTIONS = 256;
}
