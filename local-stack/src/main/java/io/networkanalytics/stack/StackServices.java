package io.networkanalytics.stack;

import io.networkanalytics.sql.ClickHouse;
import io.networkanalytics.sql.MigrationFiles;
import io.networkanalytics.sql.Migrator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes bare servers the project's: tables, topics, job. Each step does only what is not done yet.
 */
public final class StackServices {

    /** Of every topic. */
    public static final int PARTITIONS = 4;

    private StackServices() {}

    /** All of it, in order, without accounts. */
    public static void bringUp(LocalStack stack, Consumer<String> progress) {
        bringUp(stack, Optional.empty(), progress);
    }

    /**
     * All of it, in order.
     *
     * @param accounts published before the job starts, see {@link AccountsTopic}
     * @param progress told every step
     * @param jobArguments beyond those of the stack's addresses; of no effect if the job runs
     * @return the job's id; empty if its jar is not built
     * @throws StackException if a step fails
     */
    public static Optional<String> bringUp(
            LocalStack stack,
            Optional<Path> accounts,
            Consumer<String> progress,
            String... jobArguments) {
        migrate(stack, progress);
        createTopics(stack, progress);
        accounts.ifPresent(
                file ->
                        progress.accept(
                                "accounts: "
                                        + AccountsTopic.publish(stack.kafkaBootstrap(), file)
                                        + " prefixes"));
        return submitJob(stack, progress, jobArguments);
    }

    /**
     * Applies {@code sql/clickhouse}.
     *
     * @throws StackException if the server does not answer
     */
    public static void migrate(LocalStack stack, Consumer<String> progress) {
        ClickHouseLogin login = stack.clickHouseLogin(ClickHouseRole.MIGRATOR);
        ClickHouse server = new ClickHouse(stack.clickHouseUrl(), login.user(), login.password());
        try {
            Migrator migrator =
                    new Migrator(
                            server,
                            LocalStack.DATABASE,
                            false,
                            line -> progress.accept("clickhouse: " + line));
            int applied = migrator.migrate(MigrationFiles.bundled()).size();
            progress.accept(
                    "clickhouse: " + applied + " migrations applied, tables are up to date");
        } catch (IOException e) {
            throw new StackException("Migrations: " + e.getMessage(), e);
        }
    }

    /** Creates the topics that are missing. */
    public static void createTopics(LocalStack stack, Consumer<String> progress) {
        List<String> created = KafkaTopics.create(stack.kafkaBootstrap(), PARTITIONS);
        progress.accept(
                "kafka: topics are there" + (created.isEmpty() ? "" : ", created now: " + created));
    }

    /**
     * Submits the job unless one runs or its jar is not built.
     *
     * @return its id, if it runs
     */
    private static Optional<String> submitJob(
            LocalStack stack, Consumer<String> progress, String... arguments) {
        Optional<String> running = JobSubmission.running(stack.flink());
        if (running.isPresent()) {
            progress.accept("job: runs already");
            return running;
        }
        Optional<JobSubmission> job = JobSubmission.forStack(stack);
        if (job.isEmpty()) {
            progress.accept("job: not submitted, flink-job/target has no flink-job-*-job.jar");
            return Optional.empty();
        }
        progress.accept("job: submitting " + job.get().jar());
        String id = job.get().with(arguments).submit(stack);
        progress.accept("job: " + id + " runs");
        return Optional.of(id);
    }
}
