package io.networkanalytics.bench.detector;

/**
 * The rate of an attack over its seconds.
 *
 * @param packetsPerSecond represented packets at its height
 * @param seconds that it lasts
 * @param onSeconds of each pulse; 0 if it does not pulse
 * @param offSeconds between pulses
 * @param rampSeconds in which it rises to its height; 0 if it is there at once
 */
record RateShape(
        double packetsPerSecond, int seconds, int onSeconds, int offSeconds, int rampSeconds) {

    static RateShape steady(double packetsPerSecond, int seconds) {
        return new RateShape(packetsPerSecond, seconds, 0, 0, 0);
    }

    /** Rate in a second, counted from 0; 0 behind the end. */
    double at(int second) {
        if (second >= seconds
                || (onSeconds > 0 && second % (onSeconds + offSeconds) >= onSeconds)) {
            return 0;
        }
        return packetsPerSecond * (second < rampSeconds ? (second + 0.5) / rampSeconds : 1);
    }

    /** The first second of at least so many packets a second, or the last one. */
    int firstSecondOf(double least) {
        int second = 0;
        while (second < seconds - 1 && at(second) < least) {
            second++;
        }
        return second;
    }

    /** The last second with packets. */
    int lastSecond() {
        int second = seconds - 1;
        while (second > 0 && at(second) == 0) {
            second--;
        }
        return second;
    }

    /** Packets in all. */
    double packets() {
        double packets = 0;
        for (int second = 0; second < seconds; second++) {
            packets += at(second);
        }
        return packets;
    }
}
