package io.networkanalytics.stack;

import io.networkanalytics.sql.ClickHouse;
import io.networkanalytics.sql.MigrationFiles;
import io.networkanalytics.sql.Migrator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes bare servers the project's: tables, topics, job. Each step does only what is not done yet.
 */
public final class StackServices {
    private static final int PARTITIONS = 4;

    private StackServices() {}

    /** All of it, in order. */
    public static void bringUp(LocalStack stack, Consumer<String> progress) {
        migrate(stack, progress);
        createTopics(stack, progress);
        submitJob(stack, progress);
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
     * @param stack where
     * @param progress gets a line for each step
     * @param options of the job, beside the addresses of the stack
     */
    public static void submitJob(LocalStack stack, Consumer<String> progress, String... options) {
        if (JobSubmission.isRunning(stack.flink())) {
            progress.accept("job: runs already");
            return;
        }
        Optional<JobSubmission> job = JobSubmission.forStack(stack).map(bare -> bare.with(options));
        if (job.isEmpty()) {
            progress.accept("job: not submitted, flink-job/target has no flink-job-*-job.jar");
            return;
        }
        progress.accept("job: submitting " + job.get().jar());
        progress.accept("job: " + job.get().submit(stack) + " runs");
    }
}
