package io.networkanalytics.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The project's job on a stack.
 *
 * @param jar shaded jar of {@code flink-job}
 * @param args arguments of its main method
 */
public record JobSubmission(Path jar, List<String> args) {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final Set<String> ENDED = Set.of("FAILED", "CANCELED", "FINISHED", "SUSPENDED");

    /** Copies the arguments. */
    public JobSubmission {
        args = List.copyOf(args);
    }

    /** The job with this stack's addresses; empty if its jar is not built. */
    public static Optional<JobSubmission> forStack(LocalStack stack) {
        Path target = ClassPaths.repositoryRoot().resolve("flink-job/target");
        return findJar(target).map(jar -> new JobSubmission(jar, arguments(stack)));
    }

    /** The same with further arguments; of a key that stands twice, the last value counts. */
    public JobSubmission with(String... more) {
        List<String> all = new ArrayList<>(args);
        all.addAll(List.of(more));
        return new JobSubmission(jar, all);
    }

    /** The one place where the job's command line is written. */
    private static List<String> arguments(LocalStack stack) {
        ClickHouseLogin writer = stack.clickHouseLogin(ClickHouseRole.WRITER);
        return List.of(
                "--kafka.bootstrap-servers", stack.kafkaBootstrap(),
                "--clickhouse.url", stack.clickHouseUrl().toString(),
                "--clickhouse.database", LocalStack.DATABASE,
                "--clickhouse.user", writer.user(),
                "--clickhouse.password-file",
                        stack.clickHousePasswordFile(ClickHouseRole.WRITER).toString());
    }

    /** The id of a job that has not ended, if there is one. */
    static Optional<String> running(FlinkRest flink) {
        return flink.jobs().stream()
                .filter(job -> !ENDED.contains(job.state()))
                .map(FlinkRest.Job::id)
                .findFirst();
    }

    /**
     * Submits the job, from the newest retained checkpoint or savepoint of this stack if there is
     * one, and waits until it runs.
     *
     * @return its id
     * @throws StackException with the reason, if it does not run
     */
    public String submit(LocalStack stack) {
        FlinkRest flink = stack.flink();
        JobRun run = JobRun.withArgs(args).parallelism(stack.slots());
        Optional<Path> restore =
                newestSnapshot(List.of(stack.checkpointDir(), stack.savepointDir()));
        String id =
                flink.run(
                        flink.upload(jar),
                        restore.map(path -> run.from(path.toUri().toString())).orElse(run));
        flink.awaitRunning(id, START_TIMEOUT);
        return id;
    }

    static Optional<Path> findJar(Path target) {
        PathMatcher name = FileSystems.getDefault().getPathMatcher("glob:flink-job-*-job.jar");
        if (!Files.isDirectory(target)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> name.matches(file.getFileName())).max(JobSubmission::byAge);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of the newest complete checkpoint or savepoint below these folders. */
    static Optional<Path> newestSnapshot(List<Path> folders) {
        List<Path> complete = new ArrayList<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    // Written last, so what has it is complete.
                    files.filter(file -> file.getFileName().toString().equals("_metadata"))
                            .forEach(complete::add);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return complete.stream().max(JobSubmission::byAge).map(Path::getParent);
    }

    private static int byAge(Path one, Path other) {
        try {
            return Files.getLastModifiedTime(one).compareTo(Files.getLastModifiedTime(other));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
