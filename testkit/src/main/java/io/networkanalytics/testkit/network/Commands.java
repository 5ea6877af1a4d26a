package io.networkanalytics.testkit.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Runs programs of the system. */
public final class Commands {

    private Commands() {}

    /** Runs a command line (split at spaces) to its end; returns what it printed. */
    public static String run(String commandLine) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(commandLine.split(" ", -1)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(commandLine + ": " + out);
        }
        return out;
    }

    /** Whether a program is there, and says so with exit code 0. */
    public static boolean succeeds(String commandLine) {
        try {
            run(commandLine);
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
