package io.networkanalytics.bench.forwarder;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One collector, saturated where {@link Collector#rate} does not say otherwise: the sender is
 * faster than it, the kernel drops what it does not take, and what it did take is divided by the
 * processor time that it needed until all of that was delivered. Processor time, since other
 * programs may share the core; on a core of its own it is the same as time. It is kept to one core
 * where {@code taskset} is there.
 */
final class CollectorRun {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration SETTLE = Duration.ofSeconds(60);

    /** Longer than any of them keeps what it has got. */
    private static final int QUIET_ROUNDS = Collector.PMACCT_REFRESH_SECONDS + 2;

    private static final int ROUND_MILLIS = 1000;

    /** A program of no load, with timers. */
    private static final double IDLE_CPU_SECONDS = 0.04;

    private final Collector collector;
    private final Protocol protocol;
    private final List<byte[]> datagrams;
    private final String kafka;

    /**
     * What was measured.
     *
     * @param perCoreSecond datagrams a second of processor time
     * @param perSecond datagrams a second of time while they were sent
     * @param taken share of the sent ones that the kernel did not drop, 0 to 1
     * @param cpu user and kernel seconds a million datagrams, for those that it took
     * @param processed datagrams in all, with those that warmed it up
     * @param peakResidentBytes of all its processes
     * @param allocatedPerDatagram bytes, 0 if not known
     */
    record Outcome(
            double perCoreSecond,
            double perSecond,
            double taken,
            ProcessTree.Cpu cpu,
            long processed,
            long peakResidentBytes,
            double allocatedPerDatagram) {}

    CollectorRun(Collector collector, Protocol protocol, List<byte[]> datagrams, String kafka) {
        this.collector = collector;
        this.protocol = protocol;
        this.datagrams = datagrams;
        this.kafka = kafka;
    }

    /**
     * Starts the collector, warms it up, measures and stops it.
     *
     * @param dir empty; gets its files
     */
    Outcome run(Path dir, Duration warmUp, Duration time) throws IOException, InterruptedException {
        int port = freePort();
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/taskset"))) {
            int last = Runtime.getRuntime().availableProcessors() - 1;
            command.addAll(List.of("taskset", "-c", Integer.toString(last)));
        }
        command.addAll(collector.command(protocol, dir, port, kafka));
        Process process =
                new ProcessBuilder(command)
                        .redirectError(dir.resolve(Collector.ERRORS).toFile())
                        .start();
        var tree = new ProcessTree(process.toHandle());
        var queue = new UdpQueue(port);
        try (var answers =
                        new BufferedReader(
                                new InputStreamReader(
                                        process.getInputStream(), StandardCharsets.UTF_8));
                var sender =
                        new DatagramSender(
                                protocol, datagrams, new InetSocketAddress("127.0.0.1", port))) {
            awaitOpen(process, queue, dir);
            long warm = sender.send(warmUp, collector.rate());
            settle(process, tree, queue);
            ProcessTree.Cpu cpuBefore = tree.cpu();
            long dropsBefore = queue.read().drops();
            long allocatedBefore = allocated(process, answers);
            long began = System.nanoTime();
            long sent = sender.send(time, collector.rate());
            double seconds = (System.nanoTime() - began) / 1e9;
            settle(process, tree, queue);
            long drops = queue.read().drops();
            ProcessTree.Cpu cpu = tree.cpu().since(cpuBefore);
            long taken = sent - (drops - dropsBefore);
            long allocatedBytes = allocated(process, answers) - allocatedBefore;
            return new Outcome(
                    taken / cpu.seconds(),
                    taken / seconds,
                    (double) taken / sent,
                    cpu.times(1e6 / taken),
                    warm + sent - drops,
                    tree.peakResidentBytes(),
                    (double) allocatedBytes / taken);
        } finally {
            stop(process);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitOpen(Process process, UdpQueue queue, Path dir)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (!queue.read().open()) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                throw new IOException("it does not listen; what it says is in " + dir);
            }
        }
    }

    /** Until its socket is empty and it has delivered: it then needs no more processor time. */
    private static void settle(Process process, ProcessTree tree, UdpQueue queue)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + SETTLE.toNanos();
        double before = tree.cpu().seconds();
        for (int quiet = 0; quiet < QUIET_ROUNDS; ) {
            if (process.waitFor(ROUND_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException("it ended by itself, with " + process.exitValue());
            }
            double now = tree.cpu().seconds();
            boolean idle = now - before < IDLE_CPU_SECONDS && queue.read().waitingBytes() == 0;
            quiet = idle ? quiet + 1 : 0;
            before = now;
            if (System.nanoTime() > end) {
                throw new IOException("still busy " + SETTLE + " after the last datagram");
            }
        }
    }

    private long allocated(Process process, BufferedReader answers) throws IOException {
        if (collector != Collector.OURS) {
            return 0;
        }
        OutputStream questions = process.getOutputStream();
        questions.write('\n');
        questions.flush();
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(Collector.ALLOCATED)) {
                return Long.parseLong(line.substring(Collector.ALLOCATED.length()));
            }
        }
        throw new IOException("the forwarder ended");
    }

    private static void stop(Process process) throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
