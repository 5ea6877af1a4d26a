package io.networkanalytics.forwarder.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * {@code /metrics} for Prometheus, {@code /health} for people and orchestrators, and {@code POST
 * /-/reload}, which has no password and is therefore taken from the machine itself alone, wherever
 * this listens.
 */
public final class HttpEndpoint implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "http"));

    /**
     * Starts to serve.
     *
     * @param address where; port 0 lets the system choose
     * @param registry shown at {@code /metrics}
     * @param health asked for each request of {@code /health}
     * @param reload asked for each request of {@code /-/reload}
     * @throws UncheckedIOException if it cannot listen
     */
    public HttpEndpoint(
            InetSocketAddress address,
            PrometheusMeterRegistry registry,
            Supplier<Health> health,
            Supplier<ReloadOutcome> reload) {
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException e) {
            thread.shutdown();
            throw new UncheckedIOException(
                    "http: cannot listen on "
                            + address
                            + ": "
                            + e.getMessage()
                            + ". Nothing was started. Choose another address with the key 'http'.",
                    e);
        }
        server.setExecutor(thread);
        server.createContext(
                "/metrics",
                exchange ->
                        answer(
                                exchange,
                                200,
                                "text/plain; version=0.0.4; charset=utf-8",
                                registry.scrape()));
        server.createContext(
                "/health",
                exchange -> {
                    Health now = health.get();
                    answer(exchange, now.healthy() ? 200 : 503, "application/json", now.toJson());
                });
        server.createContext(
                "/-/reload",
                exchange -> {
                    if (!exchange.getRequestMethod().equals("POST")) {
                        answer(exchange, 405, "text/plain; charset=utf-8", "POST reloads\n");
                        return;
                    }
                    InetAddress from = exchange.getRemoteAddress().getAddress();
                    if (!from.isLoopbackAddress()) {
                        answer(exchange, 403, "text/plain; charset=utf-8", refused(from));
                        return;
                    }
                    ReloadOutcome outcome = reload.get();
                    answer(
                            exchange,
                            outcome.good() ? 200 : 400,
                            "text/plain; charset=utf-8",
                            outcome.text() + "\n");
                });
        server.start();
    }

    private static String refused(InetAddress from) {
        return "a reload is taken from this machine alone, not from "
                + from.getHostAddress()
                + ": send SIGHUP to the process, or ask from 127.0.0.1. Nothing was reloaded.\n";
    }

    /** Where it really listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private static void answer(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdown();
    }
}
