package io.networkanalytics.forwarder.spool;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** The counters and gauges of the spool. */
public final class SpoolMeters {

    /** Bytes of all segments. */
    public static final String BYTES = "forwarder.spool.bytes";

    /** Bytes that segments may have, {@code spool.maxBytes}: what an alarm compares with. */
    public static final String MAX_BYTES = "forwarder.spool.max.bytes";

    /** Records that Kafka has not acknowledged yet. */
    public static final String RECORDS = "forwarder.spool.records";

    /** How long the oldest of them has waited, about; seconds. */
    public static final String OLDEST_AGE = "forwarder.spool.oldest.age.seconds";

    /** Records taken. */
    public static final String APPENDED = "forwarder.spool.appended";

    /** Records that were there when the forwarder started. */
    public static final String RECOVERED = "forwarder.spool.recovered";

    /** Records given up; label reason: full or disk. */
    public static final String SHED = "forwarder.spool.shed";

    /** Damaged places found in segments. */
    public static final String CORRUPT = "forwarder.spool.corrupt";

    /** Records lost by damage, as far as ordinals show them. */
    public static final String CORRUPT_RECORDS = "forwarder.spool.corrupt.records";

    /** Bytes of records that were being written when the forwarder was killed. */
    public static final String TORN_BYTES = "forwarder.spool.torn.bytes";

    /** Writes that failed: disk full, for example. */
    public static final String WRITE_FAILURES = "forwarder.spool.write.failures";

    /** Records that went to Kafka past a spool that could not be written. */
    public static final String BYPASSED = "forwarder.spool.bypassed";

    /** Times that data were forced to the disk. */
    public static final String FSYNCS = "forwarder.spool.fsyncs";

    private final MeterRegistry registry;
    final Counter appended;
    final Counter recovered;
    final Counter shedFull;
    final Counter shedDisk;
    final Counter corrupt;
    final Counter corruptRecords;
    final Counter tornBytes;
    final Counter writeFailures;
    final Counter bypassed;
    final Counter fsyncs;

    SpoolMeters(MeterRegistry registry) {
        this.registry = registry;
        this.appended = registry.counter(APPENDED);
        this.recovered = registry.counter(RECOVERED);
        this.shedFull = registry.counter(SHED, "reason", "full");
        this.shedDisk = registry.counter(SHED, "reason", "disk");
        this.corrupt = registry.counter(CORRUPT);
        this.corruptRecords = registry.counter(CORRUPT_RECORDS);
        this.tornBytes = registry.counter(TORN_BYTES);
        this.writeFailures = registry.counter(WRITE_FAILURES);
        this.bypassed = registry.counter(BYPASSED);
        this.fsyncs = registry.counter(FSYNCS);
    }

    <T> void gauge(String name, T object, ToDoubleFunction<T> value) {
        Gauge.builder(name, object, value).register(registry);
    }
}
