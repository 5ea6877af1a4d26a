package io.networkanalytics.forwarder.netflow;

/**
 * The sample intervals that options records tell: of samplers and selectors (RFC 5476, 6.5.3),
 * selection sequences (6.5.1), interfaces and whole domains.
 */
final class Samplers {

    /**
     * From here on a selector chooses by what a packet is (RFC 5477, 8.2.1), and is no sampling.
     */
    private static final int FIRST_FILTER = 5;

    /** No sampling is believed to be thinner: an interval has 32 bits. */
    private static final double MAX_INTERVAL = 4_294_967_295.0;

    private enum Scope {
        SELECTOR,
        SEQUENCE,
        INTERFACE
    }

    private final BoundedTable<Key, Sampler> table;

    Samplers(BoundedTable<Key, Sampler> table) {
        this.table = table;
    }

    /** Notes an options record. */
    void learn(Domain domain, FlowFields record) {
        double interval = stated(record);
        boolean filter = record.get(Field.SELECTOR_ALGORITHM) >= FIRST_FILTER;
        if (record.has(Field.SELECTOR)) {
            if (interval > 0) {
                put(domain, Scope.SELECTOR, record.get(Field.SELECTOR), interval);
                domain.samplerInterval(record.get(Field.SELECTOR), interval);
            } else if (filter) {
                put(domain, Scope.SELECTOR, record.get(Field.SELECTOR), 1);
            } else if (record.has(Field.SELECTION_SEQUENCE)) {
                table.put(
                        new Key(domain, Scope.SEQUENCE, record.get(Field.SELECTION_SEQUENCE)),
                        new Sampler(0, record.selectors()));
            }
        } else if (interval > 0 && record.has(Field.SELECTION_SEQUENCE)) {
            put(domain, Scope.SEQUENCE, record.get(Field.SELECTION_SEQUENCE), interval);
        } else if (interval > 0 && record.get(Field.INGRESS) != 0) {
            put(domain, Scope.INTERFACE, record.get(Field.INGRESS), interval);
        } else if (interval > 0 && record.get(Field.EGRESS) != 0) {
            put(domain, Scope.INTERFACE, record.get(Field.EGRESS), interval);
        } else if (interval > 0) {
            domain.defaultInterval(interval);
        }
        if (record.get(Field.SYSTEM_INIT_MILLIS) != 0) {
            domain.systemInitMillis(record.get(Field.SYSTEM_INIT_MILLIS));
        }
    }

    /**
     * The interval of a flow or packet: as it says itself, as its sampler, its selection sequence,
     * its interface or its domain says, in this order.
     *
     * @return 0 if nothing is known
     */
    double interval(Domain domain, FlowFields record) {
        double interval = stated(record);
        if (interval == 0 && record.has(Field.SELECTOR)) {
            interval = get(domain, Scope.SELECTOR, record.get(Field.SELECTOR));
        }
        if (interval == 0 && record.has(Field.SELECTION_SEQUENCE)) {
            interval = ofSequence(domain, record.get(Field.SELECTION_SEQUENCE));
        }
        if (interval == 0 && domain.hasInterfaceIntervals()) {
            interval = get(domain, Scope.INTERFACE, record.get(Field.INGRESS));
            if (interval == 0) {
                interval = get(domain, Scope.INTERFACE, record.get(Field.EGRESS));
            }
        }
        return interval == 0 ? domain.defaultInterval() : interval;
    }

    /** The interval that a record states itself, or 0. */
    private static double stated(FlowFields record) {
        double interval = 0;
        if (record.get(Field.PACKET_INTERVAL) != 0) {
            // By RFC 5477 so many packets are taken in a row, then so many are left out. Who leaves
            // out the latter means one in so many: nobody says how many are taken of all.
            interval =
                    record.has(Field.PACKET_SPACE)
                            ? ratio(
                                    sum(record, Field.PACKET_INTERVAL, Field.PACKET_SPACE),
                                    record.get(Field.PACKET_INTERVAL))
                            : unsigned(record.get(Field.PACKET_INTERVAL));
        } else if (record.get(Field.SAMPLE_SIZE) != 0) {
            interval =
                    ratio(
                            unsigned(record.get(Field.SAMPLE_POPULATION)),
                            record.get(Field.SAMPLE_SIZE));
        } else if (record.has(Field.SAMPLE_PROBABILITY)) {
            interval = 1 / Double.longBitsToDouble(record.get(Field.SAMPLE_PROBABILITY));
        } else if (record.get(Field.TIME_INTERVAL) != 0) {
            interval =
                    ratio(
                            sum(record, Field.TIME_INTERVAL, Field.TIME_SPACE),
                            record.get(Field.TIME_INTERVAL));
        } else if (record.get(Field.RANDOM_INTERVAL) != 0) {
            interval = unsigned(record.get(Field.RANDOM_INTERVAL));
        } else {
            interval = unsigned(record.get(Field.SAMPLING_INTERVAL));
        }
        return interval >= 1 && interval <= MAX_INTERVAL ? interval : 0;
    }

    private double ofSequence(Domain domain, long sequence) {
        Sampler sampler = table.get(new Key(domain, Scope.SEQUENCE, sequence));
        if (sampler == null || sampler.selectors().length == 0) {
            return sampler == null ? 0 : sampler.interval();
        }
        double product = 1;
        boolean known = false;
        for (long selector : sampler.selectors()) {
            double interval = get(domain, Scope.SELECTOR, selector);
            known |= interval > 0;
            product *= Math.max(1, interval);
        }
        return known ? Math.min(MAX_INTERVAL, product) : 0;
    }

    private void put(Domain domain, Scope scope, long id, double interval) {
        domain.hasInterfaceIntervals(scope == Scope.INTERFACE);
        table.put(new Key(domain, scope, id), new Sampler(interval, new long[0]));
    }

    private double get(Domain domain, Scope scope, long id) {
        Sampler sampler = table.get(new Key(domain, scope, id));
        return sampler == null ? 0 : sampler.interval();
    }

    private static double sum(FlowFields record, Field one, Field other) {
        return unsigned(record.get(one)) + unsigned(record.get(other));
    }

    private static double ratio(double of, long to) {
        return of / unsigned(to);
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : value + 0x1p64;
    }

    /** Whose interval it is. */
    record Key(Domain domain, Enum<?> scope, long id) {}

    /**
     * An interval, or the selectors that a packet passes one after the other.
     *
     * @param interval 0 where selectors say it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sampler(double interval, long[] selectors) {}
}
