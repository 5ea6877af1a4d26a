package io.networkanalytics.job.annotate.tcp;

import java.io.Serializable;

/**
 * What an operator of the network may tune.
 *
 * @param newSeconds silence after which a direction in {@link TcpState#NEW} is forgotten, at least
 *     1
 * @param openSeconds the same for {@link TcpState#OPEN}
 * @param closingSeconds the same for {@link TcpState#CLOSING}
 * @param closedSeconds the same for {@link TcpState#CLOSED}
 * @param backwardWindow how far behind the highest sequence number of its direction a packet may
 *     begin, where the other end's window was not seen; bytes, 0 to 2^30
 * @param forwardWindow how far ahead; bytes, 0 to 2^30
 */
public record TcpSettings(
        int newSeconds,
        int openSeconds,
        int closingSeconds,
        int closedSeconds,
        int backwardWindow,
        int forwardWindow)
        implements Serializable {

    /** What is used unless somebody says otherwise. */
    public static final TcpSettings DEFAULT = new TcpSettings(120, 3600, 120, 10, 1 << 20, 1 << 20);

    private static final int MAX_WINDOW = 1 << 30;

    public TcpSettings {
        atLeastOne(newSeconds, "newSeconds");
        atLeastOne(openSeconds, "openSeconds");
        atLeastOne(closingSeconds, "closingSeconds");
        atLeastOne(closedSeconds, "closedSeconds");
        window(backwardWindow, "backwardWindow");
        window(forwardWindow, "forwardWindow");
    }

    /** The same with another timeout of open connections. */
    public TcpSettings withOpenSeconds(int seconds) {
        return new TcpSettings(
                newSeconds, seconds, closingSeconds, closedSeconds, backwardWindow, forwardWindow);
    }

    int timeoutSeconds(TcpState state) {
        return switch (state) {
            case NEW -> newSeconds;
            case OPEN -> openSeconds;
            case CLOSING -> closingSeconds;
            case CLOSED -> closedSeconds;
        };
    }

    private static void atLeastOne(int seconds, String name) {
        if (seconds < 1) {
            throw new IllegalArgumentException(
                    name
                            + " is "
                            + seconds
                            + ": it must be at least 1 second, or no connection is ever known");
        }
    }

    private static void window(int bytes, String name) {
        if (bytes < 0 || bytes > MAX_WINDOW) {
            throw new IllegalArgumentException(
                    name
                            + " is "
                            + bytes
                            + " bytes, outside 0.."
                            + MAX_WINDOW
                            + ", which is the largest window of TCP (RFC 7323)");
        }
    }
}
