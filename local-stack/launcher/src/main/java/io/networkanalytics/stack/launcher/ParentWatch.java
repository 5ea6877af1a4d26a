package io.networkanalytics.stack.launcher;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Ends this process when its parent ends, however the parent ends.
 *
 * <p>The parent holds the other end of our standard input. The kernel closes it when the parent
 * dies, {@code kill -9} included, which no shutdown hook of the parent would survive.
 */
final class ParentWatch {
    private ParentWatch() {}

    /**
     * Starts watching. Nothing else may read standard input through {@link System#in}.
     *
     * @param graceMillis how long an orderly shutdown may take before the process is halted
     * @param onParentGone run once, on a thread of its own, when standard input has ended
     */
    static void start(long graceMillis, Runnable onParentGone) {
        daemon("parent-watch", () -> awaitEndOfInput(graceMillis, onParentGone)).start();
    }

    private static void awaitEndOfInput(long graceMillis, Runnable onParentGone) {
        // Made now: by then a build may have replaced the jar that its class would be loaded from.
        Thread halt = daemon("parent-watch-halt", () -> haltAfter(graceMillis));
        try {
            byte[] ignored = new byte[256];
            while (System.in.read(ignored) >= 0) {
                // The parent says nothing; only the end matters.
                continue;
            }
        } catch (IOException e) {
            System.err.println("Standard input broke, taken as the end of the parent: " + e);
        }
        halt.start();
        onParentGone.run();
    }

    private static void haltAfter(long graceMillis) {
        try {
            TimeUnit.MILLISECONDS.sleep(graceMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.err.println("Orderly shutdown took longer than " + graceMillis + " ms, halted.");
        Runtime.getRuntime().halt(1);
    }

    private static Thread daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        return thread;
    }
}
