package io.networkanalytics.bench.forwarder;

import io.networkanalytics.forwarder.ForwarderMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;

/**
 * The forwarder as {@code bin/forwarder} starts it, which answers each line on its standard input
 * with the bytes that its threads have allocated until then.
 */
final class AllocationMain {

    private AllocationMain() {}

    public static void main(String[] args) {
        Thread answers = new Thread(AllocationMain::answer, "answers");
        answers.setDaemon(true);
        answers.start();
        ForwarderMain.main(args);
    }

    private static void answer() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (var lines =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            while (lines.readLine() != null) {
                long[] bytes = threads.getThreadAllocatedBytes(threads.getAllThreadIds());
                System.out.println(
                        Collector.ALLOCATED + LongStream.of(bytes).filter(b -> b > 0).sum());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
