package io.networkanalytics.rules.evaluate;

import io.networkanalytics.rules.language.Address;
import io.networkanalytics.rules.sample.Protocol;
import io.networkanalytics.rules.sample.SampleView;

/** What rules are indexed by. Each value is a number of 128 bits. */
enum Dimension {
    PROTOCOL,
    /** Port, and above its 16 bits 1 for UDP. */
    SOURCE_PORT,
    DESTINATION_PORT,
    SOURCE,
    DESTINATION;

    private static final int UDP_PORTS = 1 << 16;

    boolean isIn(SampleView view) {
        return switch (this) {
            case PROTOCOL -> view.protocol() >= 0;
            case SOURCE_PORT -> view.sourcePort() != SampleView.MISSING;
            case DESTINATION_PORT -> view.destinationPort() != SampleView.MISSING;
            case SOURCE -> view.hasAddress(true);
            case DESTINATION -> view.hasAddress(false);
        };
    }

    long high(SampleView view) {
        return switch (this) {
            case PROTOCOL, SOURCE_PORT, DESTINATION_PORT -> 0;
            case SOURCE -> view.addressHigh(true);
            case DESTINATION -> view.addressHigh(false);
        };
    }

    long low(SampleView view) {
        return switch (this) {
            case PROTOCOL -> view.protocol();
            case SOURCE_PORT -> view.sourcePort() + portBase(view.protocol());
            case DESTINATION_PORT -> view.destinationPort() + portBase(view.protocol());
            case SOURCE -> view.addressLow(true);
            case DESTINATION -> view.addressLow(false);
        };
    }

    static int portBase(int protocol) {
        return protocol == Protocol.UDP ? UDP_PORTS : 0;
    }

    /**
     * Values from first to last.
     *
     * @param dimension of what
     */
    record Span(Dimension dimension, Address first, Address last) {

        static Span of(Dimension dimension, long first, long last) {
            return new Span(dimension, new Address(0, first), new Address(0, last));
        }
    }
}
