package io.networkanalytics.forwarder.config;

import io.networkanalytics.forwarder.grpc.GrpcSettings;
import io.networkanalytics.forwarder.json.JsonHttpSettings;
import io.networkanalytics.forwarder.json.JsonUnixSettings;
import io.networkanalytics.forwarder.live.LiveCaptureSettings;
import io.networkanalytics.forwarder.live.PcapStreamSettings;
import io.networkanalytics.forwarder.netflow.ConfiguredIntervals;
import io.networkanalytics.forwarder.netflow.HeldBounds;
import io.networkanalytics.forwarder.nflog.MarkBits;
import io.networkanalytics.forwarder.nflog.NflogSettings;
import io.networkanalytics.forwarder.udp.UdpSettings;

/**
 * What is configured of one input. Each kind of input adds a record here and a reader in {@link
 * InputReader}.
 */
public sealed interface InputConfig {

    /** Unique name. */
    String name();

    /**
     * sFlow version 5 over UDP.
     *
     * @param name unique
     * @param udp where to listen
     * @param headerBytes whether samples carry the first bytes of the packet
     * @param deadLettersPerSecond see {@link io.networkanalytics.forwarder.intake.InputSettings}
     */
    record Sflow(String name, UdpSettings udp, boolean headerBytes, int deadLettersPerSecond)
            implements InputConfig {}

    /**
     * NetFlow versions 5 and 9 and IPFIX over UDP.
     *
     * @param name unique
     * @param udp where to listen
     * @param headerBytes whether samples of packets carry the first bytes of the packet
     * @param deadLettersPerSecond see {@link io.networkanalytics.forwarder.intake.InputSettings}
     * @param intervals of exporters that do not say theirs
     * @param held bounds of data that waits for its template
     */
    record Netflow(
            String name,
            UdpSettings udp,
            boolean headerBytes,
            int deadLettersPerSecond,
            ConfiguredIntervals intervals,
            HeldBounds held)
            implements InputConfig {}

    /**
     * A group of netfilter's log.
     *
     * @param name unique
     * @param exporter {@code exporter_id} of the samples
     * @param settings what to listen to
     * @param marks what marks mean
     * @param headerBytes whether samples carry the first bytes of the packet
     * @param deadLettersPerSecond see {@link io.networkanalytics.forwarder.intake.InputSettings}
     */
    record Nflog(
            String name,
            String exporter,
            NflogSettings settings,
            MarkBits marks,
            boolean headerBytes,
            int deadLettersPerSecond)
            implements InputConfig {}

    /**
     * The packets of an interface.
     *
     * @param name unique
     * @param exporter {@code exporter_id} of the samples
     * @param settings what to capture
     * @param headerBytes whether samples carry the first bytes of the packet
     * @param deadLettersPerSecond see {@link io.networkanalytics.forwarder.intake.InputSettings}
     */
    record Capture(
            String name,
            String exporter,
            LiveCaptureSettings settings,
            boolean headerBytes,
            int deadLettersPerSecond)
            implements InputConfig {}

    /**
     * A capture that another program makes.
     *
     * @param name unique
     * @param exporter {@code exporter_id} of the samples
     * @param settings what to read
     * @param marks what the marks of netfilter's log messages mean
     * @param headerBytes whether samples carry the first bytes of the packet
     * @param deadLettersPerSecond see {@link io.networkanalytics.forwarder.intake.InputSettings}
     */
    record PcapStream(
            String name,
            String exporter,
            PcapStreamSettings settings,
            MarkBits marks,
            boolean headerBytes,
            int deadLettersPerSecond)
            implements InputConfig {}

    /**
     * The service of sample_intake.proto.
     *
     * @param name unique
     * @param grpc where to listen
     * @param deadLettersPerSecond see {@link io.networkanalytics.forwarder.intake.InputSettings}
     */
    record Grpc(String name, GrpcSettings grpc, int deadLettersPerSecond) implements InputConfig {}

    /**
     * JSON by HTTP POST.
     *
     * @param name unique
     * @param http where to listen
     * @param deadLettersPerSecond as above
     */
    record JsonHttp(String name, JsonHttpSettings http, int deadLettersPerSecond)
            implements InputConfig {}

    /**
     * JSON over a Unix socket.
     *
     * @param name unique
     * @param datagrams a datagram socket; otherwise a stream socket
     * @param unix where to listen
     * @param deadLettersPerSecond as above
     */
    record JsonUnix(String name, boolean datagrams, JsonUnixSettings unix, int deadLettersPerSecond)
            implements InputConfig {}
}
