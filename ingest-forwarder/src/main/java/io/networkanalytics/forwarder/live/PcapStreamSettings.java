package io.networkanalytics.forwarder.live;

import java.nio.file.Path;

/**
 * A capture that another program is making.
 *
 * @param file a named pipe; {@code -} is standard input
 * @param sampleInterval packets that each of its packets stands for, 1 or more; netfilter's log
 *     messages say it themselves
 */
public record PcapStreamSettings(Path file, int sampleInterval) {

    public static final String STANDARD_INPUT = "-";

    boolean isStandardInput() {
        return file.toString().equals(STANDARD_INPUT);
    }
}
