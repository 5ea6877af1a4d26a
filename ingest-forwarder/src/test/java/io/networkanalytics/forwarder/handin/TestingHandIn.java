package io.networkanalytics.forwarder.handin;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.InputSettings;
import io.networkanalytics.forwarder.intake.Intake;
import io.networkanalytics.forwarder.intake.MetadataBounds;
import io.networkanalytics.forwarder.intake.SampleThinner;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.ship.Shipper;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** A real intake in front of a given shipper, at a fixed time. */
public final class TestingHandIn {

    /** The time of everything. */
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final ForwarderMetrics metrics = new ForwarderMetrics(new SimpleMeterRegistry());
    private final HandIn handIn;

    public TestingHandIn(Shipper shipper) {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        Intake intake =
                new Intake(NOW, new MetadataBounds(10, 1000), SampleThinner.NONE, shipper, clock);
        handIn =
                new HandIn(
                        new InputSettings("in", "json", "ams01", InputSettings.UNLIMITED),
                        intake,
                        new Exporters(10, metrics),
                        clock);
    }

    public HandIn handIn() {
        return handIn;
    }

    public ForwarderMetrics metrics() {
        return metrics;
    }
}
