package io.networkanalytics.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code flink} on the command line does, over the JobManager's REST API. Every method throws
 * {@link StackException} with the server's own words if the JobManager does not answer or refuses.
 */
public final class FlinkRest {
    private static final Set<String> ENDED = Set.of("FAILED", "CANCELED", "FINISHED");
    private static final Duration SAVEPOINT_TIMEOUT = Duration.ofMinutes(5);

    private final FlinkHttp http;

    /**
     * @param base for example {@code http://127.0.0.1:8081}
     */
    public FlinkRest(URI base) {
        this.http = new FlinkHttp(base);
    }

    /** What the cluster has. */
    public record Overview(int taskManagers, int slotsTotal, int slotsAvailable, int jobsRunning) {}

    /** A job that the JobManager knows. */
    public record Job(String id, String name, String state) {}

    /** One vertex of a job's graph: chained operators that run as one task. */
    public record Vertex(String id, String name, int parallelism, String state) {}

    /** Any GET of the API, for what has no method here; path with its leading slash. */
    public JsonNode get(String path) {
        return http.get(path);
    }

    /** What the cluster has. */
    public Overview overview() {
        JsonNode json = http.get("/overview");
        return new Overview(
                json.path("taskmanagers").asInt(),
                json.path("slots-total").asInt(),
                json.path("slots-available").asInt(),
                json.path("jobs-running").asInt());
    }

    /** Uploads a jar and gives its id for {@link #run}. */
    public String upload(Path jar) {
        try {
            String file = http.uploadJar(jar).path("filename").asText();
            return file.substring(file.lastIndexOf('/') + 1);
        } catch (IOException e) {
            throw new StackException("The jar " + jar + " cannot be read: " + e, e);
        }
    }

    /**
     * Calls the jar's main method in the JobManager and gives the id of the job that it submits.
     */
    public String run(String jarId, JobRun run) {
        ObjectNode body = object();
        run.entryClass().ifPresent(name -> body.put("entryClass", name));
        run.args().forEach(body.putArray("programArgsList")::add);
        run.parallelism().ifPresent(parallelism -> body.put("parallelism", parallelism));
        run.restoreFrom()
                .ifPresent(
                        path ->
                                body.put("savepointPath", path)
                                        .put("allowNonRestoredState", false));
        return http.send("POST", "/jars/" + jarId + "/run", body).path("jobid").asText();
    }

    /** All jobs since the JobManager's start, ended ones included. */
    public List<Job> jobs() {
        List<Job> jobs = new ArrayList<>();
        for (JsonNode job : http.get("/jobs/overview").path("jobs")) {
            jobs.add(
                    new Job(
                            job.path("jid").asText(),
                            job.path("name").asText(),
                            job.path("state").asText()));
        }
        return List.copyOf(jobs);
    }

    /** Flink's name for the state of a job, for example {@code RUNNING} or {@code RESTARTING}. */
    public String status(String jobId) {
        return http.get("/jobs/" + jobId).path("state").asText();
    }

    /** The vertices of a job in topological order. */
    public List<Vertex> vertices(String jobId) {
        List<Vertex> vertices = new ArrayList<>();
        for (JsonNode vertex : http.get("/jobs/" + jobId).path("vertices")) {
            vertices.add(
                    new Vertex(
                            vertex.path("id").asText(),
                            vertex.path("name").asText(),
                            vertex.path("parallelism").asInt(),
                            vertex.path("status").asText()));
        }
        return List.copyOf(vertices);
    }

    /** Stack trace of the job's newest failure, if it had one; also when it recovered since. */
    public Optional<String> failure(String jobId) {
        JsonNode newest =
                http.get("/jobs/" + jobId + "/exceptions")
                        .path("exceptionHistory")
                        .path("entries")
                        .path(0);
        return newest.isMissingNode()
                ? Optional.empty()
                : Optional.of(newest.path("stacktrace").asText());
    }

    /** Number of completed checkpoints since the job was submitted. */
    public long completedCheckpoints(String jobId) {
        return http.get("/jobs/" + jobId + "/checkpoints")
                .path("counts")
                .path("completed")
                .asLong();
    }

    /** Path of the newest completed checkpoint, which {@link JobRun#from} takes. */
    public Optional<String> latestCheckpoint(String jobId) {
        JsonNode path =
                http.get("/jobs/" + jobId + "/checkpoints")
                        .path("latest")
                        .path("completed")
                        .path("external_path");
        return path.isTextual() ? Optional.of(path.asText()) : Optional.empty();
    }

    /**
     * Waits until the job and all its tasks run; fails at once, with the reason, if the job ends.
     */
    public void awaitRunning(String jobId, Duration timeout) {
        Await.until(
                "job " + jobId + " to run",
                timeout,
                () -> notRunning(jobId),
                () -> failureText(jobId));
    }

    private Optional<String> notRunning(String jobId) {
        String state = status(jobId);
        if (ENDED.contains(state)) {
            throw new StackException("Job " + jobId + " is " + state + ". " + failureText(jobId));
        }
        List<Vertex> waiting =
                vertices(jobId).stream().filter(v -> !v.state().equals("RUNNING")).toList();
        return state.equals("RUNNING") && waiting.isEmpty()
                ? Optional.empty()
                : Optional.of("it is " + state + ", not running are " + waiting);
    }

    /** Waits until the job has a state, for example {@code FINISHED}. */
    public void awaitStatus(String jobId, String wanted, Duration timeout) {
        Await.until(
                "job " + jobId + " to be " + wanted,
                timeout,
                () -> {
                    String state = status(jobId);
                    return state.equals(wanted) ? Optional.empty() : Optional.of("it is " + state);
                },
                () -> failureText(jobId));
    }

    /** Waits until {@code count} more checkpoints than now are complete. */
    public void awaitCheckpoints(String jobId, int count, Duration timeout) {
        long goal = completedCheckpoints(jobId) + count;
        Await.until(
                count + " more checkpoints of job " + jobId,
                timeout,
                () -> {
                    long completed = completedCheckpoints(jobId);
                    return completed >= goal
                            ? Optional.empty()
                            : Optional.of(completed + " of " + goal);
                },
                () -> failureText(jobId));
    }

    /** Stops the job with a savepoint and gives the savepoint's path. */
    public String stopWithSavepoint(String jobId, Path dir) {
        return savepoint(
                jobId,
                "/stop",
                object().put("targetDirectory", dir.toUri().toString()).put("drain", false));
    }

    /** Takes a savepoint while the job goes on, and gives its path. */
    public String savepoint(String jobId, Path dir) {
        ObjectNode body =
                object().put("target-directory", dir.toUri().toString()).put("cancel-job", false);
        return savepoint(jobId, "/savepoints", body);
    }

    private String savepoint(String jobId, String path, ObjectNode body) {
        String trigger =
                http.send("POST", "/jobs/" + jobId + path, body).path("request-id").asText();
        String status = "/jobs/" + jobId + "/savepoints/" + trigger;
        Await.until(
                "a savepoint of job " + jobId,
                SAVEPOINT_TIMEOUT,
                () -> {
                    String state = http.get(status).path("status").path("id").asText();
                    return state.equals("COMPLETED")
                            ? Optional.empty()
                            : Optional.of("it is " + state);
                });
        JsonNode operation = http.get(status).path("operation");
        if (operation.hasNonNull("failure-cause")) {
            throw new StackException(
                    "No savepoint of job "
                            + jobId
                            + ": "
                            + operation.path("failure-cause").path("stack-trace").asText());
        }
        return operation.path("location").asText();
    }

    /** Cancels the job and returns when it is cancelled. Its last checkpoints stay. */
    public void cancel(String jobId) {
        http.send("PATCH", "/jobs/" + jobId + "?mode=cancel", object());
        awaitStatus(jobId, "CANCELED", Duration.ofMinutes(1));
    }

    private String failureText(String jobId) {
        return failure(jobId)
                .map(text -> "Its newest failure: " + text)
                .orElse("It had no failure");
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
