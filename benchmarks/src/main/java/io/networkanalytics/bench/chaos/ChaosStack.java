package io.networkanalytics.bench.chaos;

import io.networkanalytics.bench.detector.LiveTraffic;
import io.networkanalytics.bench.intake.GrpcForwarder;
import io.networkanalytics.sql.ClickHouse;
import io.networkanalytics.stack.AccountsTopic;
import io.networkanalytics.stack.ClickHouseLogin;
import io.networkanalytics.stack.ClickHouseRole;
import io.networkanalytics.stack.FlinkRest;
import io.networkanalytics.stack.JobRun;
import io.networkanalytics.stack.JobSubmission;
import io.networkanalytics.stack.LocalStack;
import io.networkanalytics.stack.StackServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** The servers, the forwarder and the job. */
final class ChaosStack implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final long POLL_NANOS = 20_000_000;

    /** Attacks pause for longer than this, so that they end. */
    private static final String SESSION_GAP = "PT12S";

    private final LocalStack servers;
    private final GrpcForwarder forwarder;
    private final UnaryOperator<JobSubmission> jobChange;
    private volatile String job = "";

    /**
     * Starts all but forwarder and job.
     *
     * @param dir for data and logs
     * @param jobChange what is to be another about the job
     */
    ChaosStack(Path dir, UnaryOperator<JobSubmission> jobChange) throws IOException {
        this.jobChange = jobChange;
        this.servers =
                LocalStack.builder(dir.resolve("stack"))
                        .environment(withoutAddresses())
                        .progress(line -> {})
                        .start();
        StackServices.migrate(servers, line -> {});
        StackServices.createTopics(servers, line -> {});
        Path accounts = Files.writeString(dir.resolve("accounts.json"), LiveTraffic.ACCOUNT + "\n");
        AccountsTopic.publish(servers.kafkaBootstrap(), accounts);
        this.forwarder = new GrpcForwarder(dir, servers.kafkaBootstrap());
    }

    /** Only a server of ours can be killed. */
    private static Map<String, String> withoutAddresses() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.remove("CLICKHOUSE_URL");
        return environment;
    }

    LocalStack servers() {
        return servers;
    }

    GrpcForwarder forwarder() {
        return forwarder;
    }

    /** Id of the job that was submitted last. */
    String job() {
        return job;
    }

    /** Submits the job, from the newest checkpoint if there is one, and waits until it runs. */
    void submitJob(int checkpointMillis) throws IOException {
        job = submission(checkpointMillis).submit(servers);
    }

    /** Submits the job from a savepoint, and waits until it runs. */
    void submitJob(int checkpointMillis, String savepoint) throws IOException {
        JobSubmission submission = submission(checkpointMillis);
        FlinkRest flink = servers.flink();
        job =
                flink.run(
                        flink.upload(submission.jar()),
                        JobRun.withArgs(submission.args())
                                .parallelism(servers.slots())
                                .from(savepoint));
        flink.awaitRunning(job, PATIENCE);
    }

    /** The job as it is to be submitted. */
    private JobSubmission submission(int checkpointMillis) throws IOException {
        JobSubmission submission =
                JobSubmission.forStack(servers)
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "flink-job is not built: mvn package -DskipTests"));
        return jobChange.apply(
                submission.with(
                        "--checkpoint.interval",
                        Duration.ofMillis(checkpointMillis).toString(),
                        "--attack.session-gap",
                        SESSION_GAP));
    }

    void awaitCheckpoints(int count) {
        servers.flink().awaitCheckpoints(job, count, PATIENCE);
    }

    /** Runs a statement in the project's database. */
    String sql(ClickHouseRole role, String statement) throws IOException {
        ClickHouseLogin login = servers.clickHouseLogin(role);
        return new ClickHouse(servers.clickHouseUrl(), login.user(), login.password())
                .execute(statement, Map.of("database", LocalStack.DATABASE));
    }

    /** A number out of ClickHouse. */
    long number(ClickHouseRole role, String statement) throws IOException {
        return Long.parseLong(sql(role, statement).strip());
    }

    /** Rows of samples. */
    long samples() throws IOException {
        return number(ClickHouseRole.READER, "SELECT count() FROM samples");
    }

    /** What is waited for. */
    interface Condition {
        boolean holds() throws IOException;
    }

    /**
     * Waits.
     *
     * @param what for, for the message
     */
    void await(String what, Condition condition) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("waited " + PATIENCE + " for " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    @Override
    public void close() {
        forwarder.close();
        servers.close();
    }
}
