package io.networkanalytics.bench.pipeline;

import java.io.IOException;

/** A way from the topic to the table. */
interface Contestant {

    /** Name in the report. */
    String title();

    /**
     * Begins, and returns when it is ready to read.
     *
     * @throws IOException if it cannot begin
     */
    void start() throws IOException, InterruptedException;

    /** Ends and removes what it made. */
    void stop() throws IOException, InterruptedException;

    /**
     * Processor time of its own processes until now, in nanoseconds; the servers' is counted for
     * everyone.
     */
    long cpuNanos();
}
