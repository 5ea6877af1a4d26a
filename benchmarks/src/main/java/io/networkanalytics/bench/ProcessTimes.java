package io.networkanalytics.bench;

import java.time.Duration;

/** What the operating system knows of a process. */
public final class ProcessTimes {

    private ProcessTimes() {}

    /** Processor time of a process until now, 0 if it has ended. */
    public static long cpuNanos(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO)
                .toNanos();
    }
}
