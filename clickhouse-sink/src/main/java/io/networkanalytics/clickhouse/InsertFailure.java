package io.networkanalytics.clickhouse;

/**
 * A failed call, classed.
 *
 * @param failureClass what can be done about it
 * @param reason in a word, for metrics: the server's name of its code, or where there was none how
 *     the call ended, for example {@code CONNECTION}
 * @param what the cause in a line, for example {@code code 252 TOO_MANY_PARTS: ...}
 * @param remedy what someone can do
 * @param cause as it came
 */
public record InsertFailure(
        FailureClass failureClass, String reason, String what, String remedy, Throwable cause) {

    /**
     * Says what failed, for which block, in which class, what it means for the rows, and what to
     * do.
     *
     * @param subject what failed, for example the block
     * @param attempt 1 for the first
     * @return one line
     */
    String message(String subject, int attempt) {
        return "ClickHouse insert failed: "
                + subject
                + ". Cause: "
                + what
                + ". Class "
                + failureClass
                + ", attempt "
                + attempt
                + switch (failureClass) {
                    case TRANSIENT -> ": it is tried again, as often as it takes.";
                    case FATAL ->
                            ": not tried again, since waiting does not change it; the job fails.";
                    case BAD_DATA ->
                            ": not tried again, since these bytes stay what they are; the job fails.";
                }
                + " Nothing is dropped: in exactly-once mode the block stays in the last completed checkpoint"
                + " under its token and is inserted after the restart, else its rows are read again."
                + " Remedy: "
                + remedy;
    }
}
