package io.networkanalytics.forwarder.netflow;

import io.networkanalytics.forwarder.observe.ExporterMeters;

/**
 * Finds what is missing in the sequence of one observation domain.
 *
 * <p>Version 5 numbers flows, version 9 datagrams, IPFIX data records, each before the datagram
 * that says the number. Exporters exist that number behind it, or number another unit; so the unit
 * is taken from the datagrams themselves until two of them agree with one alone. A late datagram is
 * counted as recovered; a longer jump as a discontinuity, from which nothing is concluded.
 */
final class SequenceTracker {

    /** What a step of the sequence counts. */
    enum Unit {
        /** Data records of the datagram before: version 5 and IPFIX, by the standard. */
        RECORDS_BEFORE,
        /** Data records of the datagram itself. */
        RECORDS_OWN,
        /** As before, without the records of options. */
        FLOWS_BEFORE,
        FLOWS_OWN,
        /** Datagrams: version 9, by the standard. */
        DATAGRAMS,
        /** What the header of the datagram before counts, with templates. */
        HEADER_COUNT_BEFORE,
        HEADER_COUNT_OWN
    }

    static final int MAX_STEP = 1 << 16;
    static final int MAX_LATE = 1 << 10;

    private static final int WINDOW = 64;
    private static final int UPTIME_BACK_MILLIS = 10_000;
    private static final int UNKNOWN = -1;

    /**
     * Data records of a datagram, -1 where they are not known.
     *
     * @param data all
     * @param flows without those of options
     */
    record Records(int data, int flows) {
        static final Records NONE = new Records(0, 0);
        static final Records NOT_KNOWN = new Records(UNKNOWN, UNKNOWN);

        static Records of(int flows) {
            return new Records(flows, flows);
        }
    }

    private static final Unit[] UNITS = Unit.values();

    private final long[] recent = new long[WINDOW];
    private int recentCount;
    private Unit unit;
    private boolean unitIsSure;
    private boolean started;
    private int last;
    private Records lastRecords = Records.NONE;
    private int lastHeaderCount;
    private int lastUptime;
    private long missing;

    SequenceTracker(Unit standard) {
        unit = standard;
    }

    /**
     * Whether the network doubled a datagram: one of the last 64 had the same number and the same
     * bytes.
     */
    boolean isRepeated(int sequence, int checksum) {
        long key = (long) sequence << 32 | Integer.toUnsignedLong(checksum);
        for (int i = Math.min(recentCount, WINDOW) - 1; i >= 0; i--) {
            if (recent[i] == key) {
                return true;
            }
        }
        recent[recentCount++ % WINDOW] = key;
        if (recentCount == 2 * WINDOW) {
            recentCount = WINDOW;
        }
        return false;
    }

    /** Whether a datagram with that number could be the next: its sender changed its port. */
    boolean continuesWith(int sequence) {
        int ahead = started ? sequence - last : -1;
        return ahead >= 0 && ahead <= Math.max(1, Math.max(lastRecords.data(), lastHeaderCount));
    }

    /**
     * Notes a datagram.
     *
     * @param sequence of its header
     * @param headerCount records that its header counts, 0 where it counts none
     * @param found records in it
     * @param uptimeMillis of the exporter, which goes back at a restart; 0 where there is none
     * @return data records that are missing before it, 0 nearly always
     */
    int arrived(
            int sequence, int headerCount, Records found, int uptimeMillis, ExporterMeters meters) {
        boolean restarted = started && uptimeMillis - lastUptime < -UPTIME_BACK_MILLIS;
        int step = sequence - last;
        if (!started) {
            next(sequence, headerCount, found, uptimeMillis);
            return 0;
        }
        // Who goes on with the number that is due did not start anew: fprobe's uptime leaps.
        restarted &= step != expected(unit, headerCount, found);
        if (restarted || step > MAX_STEP || step < -MAX_LATE) {
            meters.discontinuity();
            missing = 0;
            next(sequence, headerCount, found, uptimeMillis);
            return 0;
        }
        chooseUnit(step, headerCount, found);
        int due = expected(unit, headerCount, found);
        if (due == UNKNOWN || step == due || (step > 0 && step < due)) {
            // A shorter step forward is a unit that is not known here: nothing is missing.
            next(sequence, headerCount, found, uptimeMillis);
            return 0;
        }
        if (step < due) {
            late(unit == Unit.DATAGRAMS ? 1 : Math.max(0, found.data()), meters);
            return 0;
        }
        int lost = step - due;
        missing += lost;
        meters.lost(unit == Unit.DATAGRAMS ? "datagrams" : "flow_records", lost);
        next(sequence, headerCount, found, uptimeMillis);
        return unit.ordinal() < Unit.DATAGRAMS.ordinal() ? lost : 0;
    }

    private void next(int sequence, int headerCount, Records found, int uptimeMillis) {
        started = true;
        last = sequence;
        lastRecords = found;
        lastHeaderCount = headerCount;
        lastUptime = uptimeMillis;
    }

    private void late(int units, ExporterMeters meters) {
        if (units > 0 && missing >= units) {
            missing -= units;
            meters.recovered(unit == Unit.DATAGRAMS ? "datagrams" : "flow_records");
        }
    }

    /** Once a step fits the unit and no other, the unit stays. */
    private void chooseUnit(int step, int headerCount, Records found) {
        if (unitIsSure || step <= 0) {
            return;
        }
        boolean fits = expected(unit, headerCount, found) == step;
        Unit other = null;
        for (Unit candidate : UNITS) {
            if (candidate != unit && expected(candidate, headerCount, found) == step) {
                other = other == null ? candidate : other;
            }
        }
        if (fits) {
            unitIsSure = other == null;
        } else if (other != null) {
            unit = other;
        }
    }

    private int expected(Unit of, int headerCount, Records found) {
        return switch (of) {
            case RECORDS_BEFORE -> lastRecords.data();
            case RECORDS_OWN -> found.data();
            case FLOWS_BEFORE -> lastRecords.flows();
            case FLOWS_OWN -> found.flows();
            case DATAGRAMS -> 1;
            case HEADER_COUNT_BEFORE -> lastHeaderCount == 0 ? UNKNOWN : lastHeaderCount;
            case HEADER_COUNT_OWN -> headerCount == 0 ? UNKNOWN : headerCount;
        };
    }
}
