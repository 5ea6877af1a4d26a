package io.networkanalytics.forwarder.netflow;

/**
 * The time of a flow: its end, in whichever of the many ways the exporter tells it; else the time
 * of a packet that was observed; else the start and how long it lasted; else when the message was
 * sent.
 */
final class FlowTimes {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final long NANOS_PER_MICRO = 1_000L;

    /** From 1900, where NTP counts from, to 1970. */
    private static final long NTP_TO_UNIX_SECONDS = 2_208_988_800L;

    /** Behind the last second that {@link Long} holds in nanoseconds. */
    private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS_PER_SECOND;

    private FlowTimes() {}

    /**
     * @param systemInitMillis when the exporter started, as its options say; 0 if they do not
     * @return nanoseconds since 1970
     */
    static long end(FlowFields record, MessageHeader header, long systemInitMillis) {
        long end =
                absolute(
                        record,
                        Field.END_SECONDS,
                        Field.END_MILLIS,
                        Field.END_MICROS,
                        Field.END_NANOS);
        if (end == 0 && record.has(Field.END_UPTIME)) {
            end = ofUptime(record, Field.END_UPTIME, header, systemInitMillis);
        }
        if (end == 0 && record.has(Field.END_DELTA_MICROS)) {
            end = header.exportNanos() - delta(record, Field.END_DELTA_MICROS);
        }
        if (end == 0) {
            end =
                    absolute(
                            record,
                            Field.OBSERVED_SECONDS,
                            Field.OBSERVED_MILLIS,
                            Field.OBSERVED_MICROS,
                            Field.OBSERVED_NANOS);
        }
        if (end == 0) {
            end = ofStart(record, header, systemInitMillis);
        }
        return end == 0 ? header.exportNanos() : end;
    }

    private static long ofStart(FlowFields record, MessageHeader header, long systemInitMillis) {
        long start =
                absolute(
                        record,
                        Field.START_SECONDS,
                        Field.START_MILLIS,
                        Field.START_MICROS,
                        Field.START_NANOS);
        if (start == 0 && record.has(Field.START_UPTIME)) {
            start = ofUptime(record, Field.START_UPTIME, header, systemInitMillis);
        }
        if (start == 0 && record.has(Field.START_DELTA_MICROS)) {
            start = header.exportNanos() - delta(record, Field.START_DELTA_MICROS);
        }
        if (start == 0) {
            return 0;
        }
        long micros = record.get(Field.DURATION_MICROS) & 0xFFFF_FFFFL;
        long millis = record.get(Field.DURATION_MILLIS) & 0xFFFF_FFFFL;
        return start + (micros == 0 ? millis * NANOS_PER_MILLI : micros * NANOS_PER_MICRO);
    }

    /** The finest of the absolute times that are there, or 0. */
    private static long absolute(
            FlowFields record, Field seconds, Field millis, Field micros, Field nanos) {
        // Microseconds have the form of nanoseconds, with fewer bits that mean something (RFC 7011,
        // 6.1.9).
        long value = record.get(nanos) == 0 ? record.get(micros) : record.get(nanos);
        if (value != 0) {
            return ofNtp(value);
        }
        value = record.get(millis);
        if (value > 0 && value <= MAX_SECONDS * 1000) {
            return value * NANOS_PER_MILLI;
        }
        value = record.get(seconds);
        return value > 0 && value <= MAX_SECONDS ? value * NANOS_PER_SECOND : 0;
    }

    /** NTP timestamp (RFC 5905): seconds since 1900 and a fraction, which wraps in 2036. */
    private static long ofNtp(long timestamp) {
        long seconds = timestamp >>> 32;
        if (seconds < 0x8000_0000L) {
            seconds += 1L << 32;
        }
        long nanos = ((timestamp & 0xFFFF_FFFFL) * NANOS_PER_SECOND) >>> 32;
        return (seconds - NTP_TO_UNIX_SECONDS) * NANOS_PER_SECOND + nanos;
    }

    /**
     * A time on the exporter's clock of milliseconds since its start. In versions 5 and 9 the
     * header says both clocks; their difference as 32 bits is right across the wrap every 49.7
     * days.
     */
    private static long ofUptime(
            FlowFields record, Field field, MessageHeader header, long systemInitMillis) {
        long uptime = record.get(field);
        if (header.version() != NetflowDecoder.IPFIX) {
            return header.exportNanos() - (header.uptimeMillis() - (int) uptime) * NANOS_PER_MILLI;
        }
        long init = record.get(Field.SYSTEM_INIT_MILLIS);
        init = init == 0 ? systemInitMillis : init;
        if (init <= 0 || init > MAX_SECONDS * 1000) {
            return 0;
        }
        // 32 bits of a longer clock: the last such time before the message was sent.
        long exportMillis = header.exportNanos() / NANOS_PER_MILLI;
        int before = (int) (exportMillis - init) - (int) uptime;
        return (exportMillis - before) * NANOS_PER_MILLI;
    }

    private static long delta(FlowFields record, Field field) {
        return (record.get(field) & 0xFFFF_FFFFL) * NANOS_PER_MICRO;
    }
}
