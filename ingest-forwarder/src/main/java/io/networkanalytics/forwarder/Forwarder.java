package io.networkanalytics.forwarder;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.networkanalytics.forwarder.adaptive.AccountPrefixes;
import io.networkanalytics.forwarder.adaptive.AdaptiveInterval;
import io.networkanalytics.forwarder.config.ConfigException;
import io.networkanalytics.forwarder.config.ForwarderConfig;
import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.Intake;
import io.networkanalytics.forwarder.intake.SampleThinner;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.observe.Health;
import io.networkanalytics.forwarder.observe.HttpEndpoint;
import io.networkanalytics.forwarder.observe.ReloadOutcome;
import io.networkanalytics.forwarder.ship.Shipper;
import io.networkanalytics.forwarder.ship.ShippingStoppedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    private final Supplier<ForwarderConfig> configs;
    private final ShipperFactory shippers;
    private final Clock clock;
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ForwarderMetrics metrics = new ForwarderMetrics(registry);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final RunningInputs inputs = new RunningInputs(registry);
    private volatile Health health = new Health(Health.STARTING, "", List.of());
    private HttpEndpoint http;
    private volatile Shipper shipper;
    private ForwarderConfig config;
    private Intake intake;
    private Exporters exporters;
    private volatile String reloadError = "";
    private boolean stopping;

    /**
     * @param config what to run; a reload changes nothing
     * @param shippers the way out
     * @param clock of the epoch and of all times of arrival
     */
    public Forwarder(ForwarderConfig config, ShipperFactory shippers, Clock clock) {
        this(config, () -> config, shippers, clock);
    }

    /**
     * @param config what to run
     * @param configs reads the configuration anew; throws ConfigException if it cannot be used
     * @param shippers the way out
     * @param clock of the epoch and of all times of arrival
     */
    public Forwarder(
            ForwarderConfig config,
            Supplier<ForwarderConfig> configs,
            ShipperFactory shippers,
            Clock clock) {
        this.config = config;
        this.configs = configs;
        this.shippers = shippers;
        this.clock = clock;
    }

    /**
     * Starts everything; after it all inputs can be reached.
     *
     * @throws java.io.UncheckedIOException if an address cannot be listened on
     * @throws ShippingStoppedException if there is no way out
     */
    public synchronized void start() {
        try {
            http = new HttpEndpoint(config.http(), registry, this::health, this::reload);
            shipper = shippers.open(metrics, this::fail);
            intake = new Intake(clock.instant(), config.metadata(), thinner(), shipper, clock);
            exporters = new Exporters(config.maxExporters(), metrics);
            inputs.start(config.inputs(), factory(config)::of);
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
    public synchronized List<Input> inputs() {
        return inputs.inputs();
    }

    /**
     * Reads the configuration anew and changes what runs: inputs that are the same go on untouched,
     * others stop, start or change, and no sample that was received is lost. Where the new
     * configuration is wrong, the old one stays and the health page says so.
     */
    public synchronized ReloadOutcome reload() {
        if (stopping || intake == null) {
            return new ReloadOutcome(false, "not running");
        }
        ForwarderConfig next;
        try {
            next = configs.get();
        } catch (ConfigException e) {
            return reloaded(List.of(), e.errors());
        }
        List<String> errors = new ArrayList<>();
        List<String> changes =
                inputs.change(
                        next.inputs(),
                        factory(next)::of,
                        !next.colo().equals(config.colo()),
                        config.drain().dividedBy(2),
                        errors);
        for (String key : next.keysThatNeedARestart(config)) {
            changes.add(key + " changed: holds after a restart");
        }
        config = config.reloadedTo(next);
        if (health.state().equals(Health.RUNNING)) {
            become(Health.RUNNING, "");
        }
        return reloaded(changes, errors);
    }

    private ReloadOutcome reloaded(List<String> changes, List<String> errors) {
        changes.forEach(change -> LOG.info("configuration reloaded: {}", change));
        errors.forEach(error -> LOG.error("configuration not reloaded: {}", error));
        reloadError =
                errors.isEmpty()
                        ? ""
                        : "the configuration was not reloaded: " + String.join("; ", errors);
        List<String> lines = new ArrayList<>(errors);
        lines.addAll(changes);
        if (lines.isEmpty()) {
            lines.add("nothing changed");
        }
        return new ReloadOutcome(errors.isEmpty(), String.join("\n", lines));
    }

    private Inputs factory(ForwarderConfig of) {
        return new Inputs(of.colo(), intake, exporters, metrics, clock);
    }

    private SampleThinner thinner() {
        if (!config.adaptive().on()) {
            return SampleThinner.NONE;
        }
        try {
            return new AdaptiveInterval(
                    config.adaptive(),
                    AccountPrefixes.read(config.adaptive().prefixes()),
                    metrics,
                    System::nanoTime);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Health health() {
        Health now = health;
        Shipper out = shipper;
        String trouble = out == null ? "" : out.trouble();
        String detail =
                Stream.of(now.detail(), trouble, reloadError)
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("; "));
        return new Health(now.state(), detail, now.inputs());
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
    public synchronized boolean stop() {
        stopping = true;
        if (!health.state().equals(Health.FAILED)) {
            become(Health.STOPPING, "");
        }
        long end = System.nanoTime() + config.drain().toNanos();
        // Half of the time for what waits in sockets, the rest for what is on its way to Kafka.
        Duration half = config.drain().dividedBy(2);
        inputs.stop(half);
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
        health = new Health(state, detail, inputs.inputs().stream().map(Input::name).toList());
    }
}
