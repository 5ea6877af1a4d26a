package io.networkanalytics.bench.fuzz;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.networkanalytics.forwarder.intake.Exporter;
import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.InputSettings;
import io.networkanalytics.forwarder.intake.Intake;
import io.networkanalytics.forwarder.intake.MetadataBounds;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** What an input has around its decoder, the real one but for Kafka. */
final class Surroundings {

    static final long NOW_NANOS = 1_767_326_400_000_000_000L;

    /** More than an input's own bound, so that it is never this one that is seen. */
    private static final int MAX_METERS = 20_000;

    private static final Instant NOW = Instant.ofEpochSecond(0, NOW_NANOS);

    final InputSettings input = new InputSettings("fuzz", "fuzz", "", InputSettings.UNLIMITED);
    final ForwarderMetrics metrics = new ForwarderMetrics(new SimpleMeterRegistry());
    final Exporters exporters = new Exporters(100, metrics);
    final ContractShipper shipper;
    final Intake intake;

    /**
     * @param keeps whether the shipper keeps what it gets
     */
    Surroundings(boolean keeps) {
        shipper = new ContractShipper(keeps);
        intake =
                new Intake(
                        NOW,
                        new MetadataBounds(32, 4096),
                        shipper,
                        Clock.fixed(NOW, ZoneOffset.UTC));
    }

    Exporter exporter() {
        return exporters.of(input, "exporter");
    }

    /** Counters are named after what senders say, so their number is a bound, too. */
    void requireBounded(long maxHeldBytes) {
        int meters = metrics.registry().getMeters().size();
        if (meters > MAX_METERS) {
            throw new AssertionError(meters + " meters, at most " + MAX_METERS + " are bounded");
        }
        Gauge held = metrics.registry().find(ForwarderMetrics.HELD_BYTES).gauge();
        if (held != null && held.value() > maxHeldBytes) {
            throw new AssertionError(held.value() + " bytes held, the limit is " + maxHeldBytes);
        }
    }
}
