package io.networkanalytics.bench.pipeline;

import io.networkanalytics.bench.ProcessTimes;
import io.networkanalytics.stack.Component;
import io.networkanalytics.stack.JobRun;
import io.networkanalytics.stack.JobSubmission;
import io.networkanalytics.stack.LocalStack;
import java.time.Duration;

/** Ours: the job with all its stages, from the first record of the topic on. */
final class JobContestant implements Contestant {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LocalStack stack;
    private final int parallelism;
    private int runs;
    private String job = "";

    JobContestant(LocalStack stack, int parallelism) {
        this.stack = stack;
        this.parallelism = parallelism;
    }

    @Override
    public String title() {
        return "job, exactly once";
    }

    @Override
    public void start() {
        JobSubmission submission = JobSubmission.forStack(stack).orElseThrow();
        // A group of its own, so that it begins at the first record, and no checkpoint of the run
        // before.
        JobRun run =
                JobRun.withArgs(
                                submission
                                        .with(
                                                "--kafka.group-id",
                                                "bench-" + ++runs,
                                                "--checkpoint.interval",
                                                "PT2S")
                                        .args())
                        .parallelism(parallelism);
        job = stack.flink().run(stack.flink().upload(submission.jar()), run);
        stack.flink().awaitRunning(job, PATIENCE);
    }

    @Override
    public void stop() {
        stack.flink().cancel(job);
    }

    @Override
    public long cpuNanos() {
        return ProcessTimes.cpuNanos(stack.pid(Component.TASKMANAGER, 1));
    }
}
