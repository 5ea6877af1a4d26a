package io.networkanalytics.forwarder;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.networkanalytics.forwarder.config.ForwarderConfig;
import io.networkanalytics.forwarder.config.InputConfig;
import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.Intake;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.observe.Health;
import io.networkanalytics.forwarder.observe.HttpEndpoint;
import io.networkanalytics.forwarder.ship.Shipper;
import io.networkanalytics.forwarder.ship.ShippingStoppedException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon: HTTP first, so that its state can be seen; then the shipper; then the inputs. It
 * stops in the opposite order, so that everything received is shipped.
 */
public final class Forwarder {

    private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);

    /** Opens the way out. */
    @FunctionalInterface
    public interface ShipperFactory {

        /**
         * @param metrics counts
         * @param onFatal told when nothing gets through any more
         */
        Shipper open(ForwarderMetrics metrics, Consumer<String> onFatal);
    }

    private final ForwarderConfig config;
    private final ShipperFactory shippers;
    private final Clock clock;
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ForwarderMetrics metrics = new ForwarderMetrics(registry);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Input> inputs = new ArrayList<>();
    private volatile Health health = new Health(Health.STARTING, "", List.of());
    private HttpEndpoint http;
    private Shipper shipper;

    /**
     * @param config what to run
     * @param shippers the way out
     * @param clock of the epoch and of all times of arrival
     */
    public Forwarder(ForwarderConfig config, ShipperFactory shippers, Clock clock) {
        this.config = config;
        this.shippers = shippers;
        this.clock = clock;
    }

    /**
     * Starts everything; after it all inputs can be reached.
     *
     * @throws java.io.UncheckedIOException if an address cannot be listened on
     * @throws ShippingStoppedException if there is no way out
     */
    public void start() {
        try {
            http = new HttpEndpoint(config.http(), registry, () -> health);
            shipper = shippers.open(metrics, this::fail);
            Intake intake = new Intake(clock.instant(), config.metadata(), shipper, clock);
            Exporters exporters = new Exporters(config.maxExporters(), metrics);
            Inputs factory = new Inputs(config.colo(), intake, exporters, metrics, clock);
            for (InputConfig input : config.inputs()) {
                inputs.add(factory.of(input));
            }
            inputs.forEach(Input::start);
            become(Health.RUNNING, "");
            LOG.info("running; metrics and health at http:/{}", http.address());
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    /** Where metrics and health are served. */
    public InetSocketAddress httpAddress() {
        return http.address();
    }

    /** The inputs, in the order of the configuration. */
    public List<Input> inputs() {
        return List.copyOf(inputs);
    }

    /**
     * Waits until nothing gets through any more, or another thread calls {@link #requestStop}.
     *
     * @return why it failed; empty after a request
     */
    public Optional<String> awaitEnd() throws InterruptedException {
        ended.await();
        return health.state().equals(Health.FAILED)
                ? Optional.of(health.detail())
                : Optional.empty();
    }

    /** Ends {@link #awaitEnd}; returns at once. */
    public void requestStop() {
        ended.countDown();
    }

    /**
     * Takes in no more, ships what was received, ends.
     *
     * @return true if nothing was left behind
     */
    public boolean stop() {
        if (!health.state().equals(Health.FAILED)) {
            become(Health.STOPPING, "");
        }
        long end = System.nanoTime() + config.drain().toNanos();
        // Half of the time for what waits in sockets, the rest for what is on its way to Kafka.
        Duration half = config.drain().dividedBy(2);
        inputs.forEach(input -> input.stop(half));
        boolean drained =
                shipper == null
                        || shipper.drain(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        if (!drained) {
            LOG.error(
                    "stopped after {} s (drainSeconds) with samples that Kafka had not acknowledged: they may be missing",
                    config.drain().toSeconds());
        }
        if (http != null) {
            http.close();
        }
        requestStop();
        return drained;
    }

    private void fail(String message) {
        become(Health.FAILED, message);
        ended.countDown();
    }

    private void become(String state, String detail) {
        health = new Health(state, detail, inputs.stream().map(Input::name).toList());
    }
}
