package io.networkanalytics.bench.forwarder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What /proc says of a process and those that it started (proc(5)). */
record ProcessTree(ProcessHandle root) {

    /** Clock ticks a second in /proc: USER_HZ, the same on every Linux. */
    private static final long TICKS_PER_SECOND = 100;

    /** Processor time, user and kernel, with that of children that have ended. */
    double cpuSeconds() {
        return pids().map(ProcessTree::ticks).sum() / (double) TICKS_PER_SECOND;
    }

    /** Sum of the most memory that each of them had in RAM. */
    long peakResidentBytes() {
        return pids().map(ProcessTree::peak).sum();
    }

    private LongStream pids() {
        return Stream.concat(Stream.of(root), root.descendants()).mapToLong(ProcessHandle::pid);
    }

    private static long ticks(long pid) {
        String stat = read(Path.of("/proc", Long.toString(pid), "stat"));
        if (stat.isEmpty()) {
            return 0;
        }
        // The name, in parentheses, may hold blanks: utime is the 12th field behind it.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int i = 11; i < 15; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks;
    }

    private static long peak(long pid) {
        return read(Path.of("/proc", Long.toString(pid), "status"))
                .lines()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .sum();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return ""; // it has ended
        }
    }
}
