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

    /**
     * Processor time, with that of children that have ended.
     *
     * @param user seconds of the program itself
     * @param system seconds of the kernel for it
     */
    record Cpu(double user, double system) {

        double seconds() {
            return user + system;
        }

        Cpu since(Cpu before) {
            return new Cpu(user - before.user, system - before.system);
        }

        Cpu times(double factor) {
            return new Cpu(user * factor, system * factor);
        }
    }

    /** What they have used so far. */
    Cpu cpu() {
        // The fields are user, system, user of children, system of children.
        return new Cpu(seconds(0), seconds(1));
    }

    private double seconds(int kind) {
        return pids().map(pid -> ticks(pid, kind)).sum() / (double) TICKS_PER_SECOND;
    }

    /** Sum of the most memory that each of them had in RAM. */
    long peakResidentBytes() {
        return pids().map(ProcessTree::peak).sum();
    }

    private LongStream pids() {
        return Stream.concat(Stream.of(root), root.descendants()).mapToLong(ProcessHandle::pid);
    }

    private static long ticks(long pid, int kind) {
        String stat = read(Path.of("/proc", Long.toString(pid), "stat"));
        if (stat.isEmpty()) {
            return 0;
        }
        // The name, in parentheses, may hold blanks: utime is the 12th field behind it.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[11 + kind]) + Long.parseLong(fields[13 + kind]);
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
