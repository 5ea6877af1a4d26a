package io.networkanalytics.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Flink's JobManager of a session cluster, with the web UI and the REST API. */
final class JobManagerServer implements Server {
    private final FlinkConfiguration configuration;
    private Map<String, Integer> ports = Map.of();

    JobManagerServer(FlinkConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public String name() {
        return "jobmanager";
    }

    @Override
    public List<String> ports() {
        return List.of("rpc", "rest", "blob", "metrics");
    }

    @Override
    public String address() {
        return "http://127.0.0.1:" + ports.get("rest");
    }

    int rpcPort() {
        return ports.get("rpc");
    }

    @Override
    public List<String> prepare(Path home, Map<String, Integer> ports) {
        this.ports = ports;
        int heap = configuration.memory().jobManagerHeap();
        try {
            return configuration.command(
                    home.toAbsolutePath(),
                    List.of("-Xmx" + heap + "m", "-XX:MaxMetaspaceSize=256m", "-XX:+UseSerialGC"),
                    "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                    List.of("--executionMode", "cluster"),
                    Map.of(
                            "jobmanager.rpc.port", ports.get("rpc").toString(),
                            "rest.port", ports.get("rest").toString(),
                            "rest.bind-port", ports.get("rest").toString(),
                            "blob.server.port", ports.get("blob").toString(),
                            "metrics.reporter.prom.port", ports.get("metrics").toString(),
                            "jobmanager.memory.process.size", heap + 576 + "m"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where Prometheus finds its metrics. */
    URI metrics() {
        return URI.create("http://127.0.0.1:" + ports.get("metrics") + "/metrics");
    }

    @Override
    public Optional<String> missing() {
        return HttpProbe.missing(
                        URI.create(address() + "/overview"),
                        body -> body.contains("\"taskmanagers\""))
                .or(() -> HttpProbe.missing(metrics(), body -> true));
    }
}
