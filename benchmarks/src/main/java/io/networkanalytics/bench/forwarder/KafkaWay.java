package io.networkanalytics.bench.forwarder;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.ship.KafkaSettings;
import io.networkanalytics.forwarder.ship.KafkaShipper;
import io.networkanalytics.forwarder.ship.KafkaShippers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The forwarder's way to Kafka, and when all that was sent on it has arrived. */
final class KafkaWay implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_NANOS = 1_000_000;

    private final KafkaShipper shipper;
    private final Gauge inFlight;

    KafkaWay(KafkaSettings settings) {
        var metrics = new ForwarderMetrics(new SimpleMeterRegistry());
        shipper =
                KafkaShippers.open(
                        settings,
                        PATIENCE,
                        metrics,
                        fault -> {
                            throw new AssertionError(fault);
                        });
        inFlight = metrics.registry().get(ForwarderMetrics.IN_FLIGHT_BYTES).gauge();
    }

    KafkaShipper shipper() {
        return shipper;
    }

    void awaitAcknowledged() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (inFlight.value() > 0) {
            LockSupport.parkNanos(LOOK_NANOS);
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        inFlight.value() + " bytes not acknowledged within " + PATIENCE);
            }
        }
    }

    @Override
    public void close() {
        shipper.drain(PATIENCE);
    }
}
