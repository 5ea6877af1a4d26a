package io.networkanalytics.bench.forwarder;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;

/**
 * What this process has used so far, all threads together, collector and compiler included: on a
 * shared machine the same from run to run, which time is not.
 *
 * @param cpuNanos processor time, user and kernel
 * @param allocatedBytes of the threads that live
 */
record ProcessCost(long cpuNanos, long allocatedBytes) {

    static ProcessCost now() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] bytes = threads.getThreadAllocatedBytes(threads.getAllThreadIds());
        return new ProcessCost(
                system.getProcessCpuTime(), LongStream.of(bytes).filter(b -> b > 0).sum());
    }

    ProcessCost since(ProcessCost before) {
        return new ProcessCost(cpuNanos - before.cpuNanos, allocatedBytes - before.allocatedBytes);
    }
}
