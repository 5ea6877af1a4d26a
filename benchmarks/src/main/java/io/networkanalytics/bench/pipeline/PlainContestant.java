package io.networkanalytics.bench.pipeline;

import io.networkanalytics.bench.ProcessTimes;
import io.networkanalytics.stack.ClickHouseLogin;
import io.networkanalytics.stack.ClickHouseRole;
import io.networkanalytics.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What is possible: consumers, the same decoder, the same encoder, plain inserts; no Flink and no
 * guarantee.
 */
final class PlainContestant implements Contestant {

    private final LocalStack stack;
    private final int threads;
    private Process process;

    PlainContestant(LocalStack stack, int threads) {
        this.stack = stack;
        this.threads = threads;
    }

    @Override
    public String title() {
        return "limit, no Flink";
    }

    @Override
    public void start() throws IOException {
        ClickHouseLogin login = stack.clickHouseLogin(ClickHouseRole.WRITER);
        var builder =
                new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx1g",
                                "-cp",
                                System.getProperty("java.class.path"),
                                PlainMain.class.getName(),
                                stack.kafkaBootstrap(),
                                stack.clickHouseUrl().toString(),
                                LocalStack.DATABASE,
                                login.user(),
                                Integer.toString(threads)));
        builder.environment().put(PlainMain.PASSWORD, login.password());
        process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        // It says so when its consumers are ready.
        if (process.getInputStream().read() < 0) {
            throw new IOException("The plain consumer ended with " + process.exitValue());
        }
    }

    @Override
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    @Override
    public long cpuNanos() {
        return process == null ? 0 : ProcessTimes.cpuNanos(process.pid());
    }
}
