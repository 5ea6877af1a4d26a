package io.networkanalytics.job.annotate.tcp;

import java.io.Serializable;

/**
 * Thresholds are never lower than these, whatever was learned: a prefix with little traffic is not
 * protected from its first visitors.
 *
 * @param synPerSecond SYN and SYN-ACK packets a second, at least 1
 * @param outOfStatePerSecond packets a second that belong to no connection, at least 1
 */
public record RateFloors(long synPerSecond, long outOfStatePerSecond) implements Serializable {

    public RateFloors {
        atLeastOne(synPerSecond, "synPerSecond");
        atLeastOne(outOfStatePerSecond, "outOfStatePerSecond");
    }

    /** The floor of a class, packets a second. */
    long of(TcpRateClass rateClass) {
        return rateClass == TcpRateClass.SYN_FLOOD ? synPerSecond : outOfStatePerSecond;
    }

    private static void atLeastOne(long value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    name + " is " + value + " packets a second: below 1 everything is a flood");
        }
    }
}
