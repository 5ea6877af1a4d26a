package io.networkanalytics.clickhouse;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the table against the declared columns and the deduplication window against the job, once,
 * when subtask 0 starts. A server that is away is waited for, as the committer would wait.
 */
final class StartupCheck {

    private static final Logger LOG = LoggerFactory.getLogger(StartupCheck.class);

    private final InsertTransport transport;
    private final RetryPolicy retryPolicy;
    private final Pacing.Pause pause;
    private final RandomGenerator random;

    StartupCheck(
            InsertTransport transport,
            RetryPolicy retryPolicy,
            Pacing.Pause pause,
            RandomGenerator random) {
        this.transport = transport;
        this.retryPolicy = retryPolicy;
        this.pause = pause;
        this.random = random;
    }

    void columns(String table, List<? extends ClickHouseColumn<?>> columns) throws IOException {
        TableCheck.Result result =
                TableCheck.compare(
                        columns,
                        retrying("columns of table " + table, () -> transport.columns(table)));
        result.orThrow(table);
        if (!result.defaulted().isEmpty()) {
            LOG.warn(
                    "Table {} has columns that the sink does not fill, they get their type's default: {}."
                            + " Expected between a migration and the new job, else add them to the sink's columns.",
                    table,
                    result.defaulted());
        }
    }

    void deduplicationWindow(String table, int parallelism, DeduplicationNeeds needs)
            throws IOException {
        String statement = createStatement(table, "`" + table + "`");
        String remembering = table;
        Optional<String> behind = DeduplicationWindowCheck.behind(statement);
        if (behind.isPresent()) {
            remembering = behind.get();
            statement = createStatement(table, remembering);
        }
        DeduplicationWindowCheck.Result result =
                DeduplicationWindowCheck.check(
                        remembering,
                        DeduplicationWindowCheck.windowOf(statement),
                        parallelism,
                        needs);
        switch (result.verdict()) {
            case ENOUGH -> LOG.info("{}", result.message());
            case SHORT, UNKNOWN -> LOG.warn("{}", result.message());
            case TOO_SMALL -> throw new IllegalStateException(result.message());
        }
    }

    void partRate(String table, int parallelism, DeduplicationNeeds needs) {
        PartRateCheck.warning(table, parallelism, needs).ifPresent(LOG::warn);
    }

    private String createStatement(String table, String quoted) throws IOException {
        return retrying("window of table " + table, () -> transport.createStatement(quoted));
    }

    private <R> R retrying(String what, Callable<R> call) throws IOException {
        for (int attempt = 1; ; attempt++) {
            InsertFailure failure;
            try {
                return call.call();
            } catch (Exception e) {
                failure = InsertFailureClassifier.classify(e);
            }
            if (failure.failureClass() != FailureClass.TRANSIENT) {
                throw new InsertFailedException(failure, what, attempt);
            }
            if (Integer.bitCount(attempt) == 1) {
                LOG.warn("{}", failure.message(what, attempt));
            }
            try {
                pause.millis(retryPolicy.waitMillis(attempt, random));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                var stopped =
                        new InterruptedIOException("Stopped while waiting for ClickHouse: " + what);
                stopped.initCause(e);
                throw stopped;
            }
        }
    }
}
