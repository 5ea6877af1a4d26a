package io.networkanalytics.clickhouse;

import static io.networkanalytics.clickhouse.FailureClass.BAD_DATA;
import static io.networkanalytics.clickhouse.FailureClass.FATAL;
import static io.networkanalytics.clickhouse.FailureClass.TRANSIENT;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Error codes of the server that an insert can meet (ClickHouse, src/Common/ErrorCodes.cpp), by
 * name as the server has them, and what can be done about each.
 */
enum ServerError {
    // The server is busy, short of something, stopping or starting: waiting mends it.
    TIMEOUT_EXCEEDED(159, TRANSIENT, Remedies.LOAD),
    TOO_SLOW(160, TRANSIENT, Remedies.LOAD),
    QUOTA_EXCEEDED(201, TRANSIENT, "Raise the quota of the user, or wait for its next interval."),
    TOO_MANY_SIMULTANEOUS_QUERIES(202, TRANSIENT, Remedies.LOAD),
    MEMORY_LIMIT_EXCEEDED(241, TRANSIENT, "Lower maxBlockBytes or give the server memory."),
    CANNOT_ALLOCATE_MEMORY(173, TRANSIENT, "Lower maxBlockBytes or give the server memory."),
    NOT_ENOUGH_SPACE(243, TRANSIENT, "Free disk space on the server."),
    TOO_MANY_PARTS(
            252,
            TRANSIENT,
            "Let merges catch up; fewer, bigger blocks: a longer checkpoint interval."),
    TOO_MANY_MUTATIONS(692, TRANSIENT, "Let mutations finish."),
    SERVER_OVERLOADED(745, TRANSIENT, Remedies.LOAD),
    CANNOT_SCHEDULE_TASK(439, TRANSIENT, Remedies.LOAD),
    USER_SESSION_LIMIT_EXCEEDED(700, TRANSIENT, Remedies.LOAD),
    TCP_CONNECTION_LIMIT_REACHED(749, TRANSIENT, Remedies.LOAD),
    HTTP_CONNECTION_LIMIT_REACHED(762, TRANSIENT, Remedies.LOAD),
    NO_FREE_CONNECTION(203, TRANSIENT, Remedies.LOAD),
    SESSION_IS_LOCKED(373, TRANSIENT, Remedies.LOAD),
    QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING(216, TRANSIENT, Remedies.LOAD),
    DEADLOCK_AVOIDED(473, TRANSIENT, Remedies.LOAD),
    ABORTED(236, TRANSIENT, Remedies.UP),
    QUERY_WAS_CANCELLED(394, TRANSIENT, Remedies.UP),
    QUERY_WAS_CANCELLED_BY_CLIENT(735, TRANSIENT, Remedies.UP),
    THREAD_WAS_CANCELED(677, TRANSIENT, Remedies.UP),
    ASYNC_LOAD_WAIT_FAILED(722, TRANSIENT, Remedies.UP),
    ASYNC_LOAD_CANCELED(696, TRANSIENT, Remedies.UP),
    TABLE_IS_BEING_RESTARTED(733, TRANSIENT, Remedies.UP),
    // The request or the answer was cut off.
    SOCKET_TIMEOUT(209, TRANSIENT, Remedies.NETWORK),
    NETWORK_ERROR(210, TRANSIENT, Remedies.NETWORK),
    CANNOT_READ_FROM_SOCKET(95, TRANSIENT, Remedies.NETWORK),
    CANNOT_WRITE_TO_SOCKET(96, TRANSIENT, Remedies.NETWORK),
    CANNOT_READ_FROM_ISTREAM(23, TRANSIENT, Remedies.NETWORK),
    UNEXPECTED_END_OF_FILE(3, TRANSIENT, Remedies.NETWORK),
    ALL_CONNECTION_TRIES_FAILED(279, TRANSIENT, Remedies.NETWORK),
    DNS_ERROR(198, TRANSIENT, Remedies.NETWORK),
    SYSTEM_ERROR(425, TRANSIENT, Remedies.UP),
    CANNOT_WRITE_TO_FILE_DESCRIPTOR(75, TRANSIENT, "Check the server's disk."),
    CANNOT_FSYNC(204, TRANSIENT, "Check the server's disk."),
    // The cluster is not complete.
    TABLE_IS_READ_ONLY(242, TRANSIENT, Remedies.CLUSTER),
    TABLE_IS_PERMANENTLY_READ_ONLY(
            774,
            TRANSIENT,
            "ALTER TABLE ... MODIFY SETTING table_readonly = 0; the sink goes on by itself."),
    NO_ZOOKEEPER(225, TRANSIENT, Remedies.CLUSTER),
    UNEXPECTED_ZOOKEEPER_ERROR(244, TRANSIENT, Remedies.CLUSTER),
    KEEPER_EXCEPTION(999, TRANSIENT, Remedies.CLUSTER),
    NO_ACTIVE_REPLICAS(254, TRANSIENT, Remedies.CLUSTER),
    TOO_FEW_LIVE_REPLICAS(285, TRANSIENT, Remedies.CLUSTER),
    UNSATISFIED_QUORUM_FOR_PREVIOUS_WRITE(286, TRANSIENT, Remedies.CLUSTER),
    UNKNOWN_STATUS_OF_INSERT(319, TRANSIENT, Remedies.CLUSTER),
    ALL_REPLICAS_LOST(415, TRANSIENT, Remedies.CLUSTER),
    REPLICA_STATUS_CHANGED(416, TRANSIENT, Remedies.CLUSTER),
    UNKNOWN_STATUS_OF_TRANSACTION(659, TRANSIENT, Remedies.CLUSTER),

    // Someone has to change something.
    NO_SUCH_COLUMN_IN_TABLE(16, FATAL, Remedies.TABLE),
    UNKNOWN_IDENTIFIER(47, FATAL, Remedies.TABLE),
    UNKNOWN_TABLE(60, FATAL, Remedies.TABLE),
    UNKNOWN_DATABASE(81, FATAL, Remedies.TABLE),
    TABLE_IS_DROPPED(218, FATAL, Remedies.TABLE),
    UNKNOWN_SETTING(
            115,
            FATAL,
            "The server is too old for the sink's settings, or one that was added is misspelt."),
    SETTING_CONSTRAINT_VIOLATION(
            452, FATAL, "Let the user's profile change the insert settings that the sink sends."),
    READONLY(164, FATAL, "Give the user a profile with readonly = 0: the sink sends settings."),
    UNKNOWN_USER(192, FATAL, Remedies.USER),
    WRONG_PASSWORD(193, FATAL, Remedies.USER),
    REQUIRED_PASSWORD(194, FATAL, Remedies.USER),
    IP_ADDRESS_NOT_ALLOWED(195, FATAL, Remedies.USER),
    ACCESS_DENIED(497, FATAL, "GRANT INSERT on the table to the user of the sink."),
    AUTHENTICATION_FAILED(516, FATAL, Remedies.USER),
    SYNTAX_ERROR(62, FATAL, "The server is not one that the sink knows; check its version."),
    UNKNOWN_FORMAT(73, FATAL, "The server is not one that the sink knows; check its version."),

    // The server cannot use the bytes of the block.
    NUMBER_OF_COLUMNS_DOESNT_MATCH(20, BAD_DATA, Remedies.BYTES),
    CANNOT_PARSE_INPUT_ASSERTION_FAILED(27, BAD_DATA, Remedies.BYTES),
    ATTEMPT_TO_READ_AFTER_EOF(32, BAD_DATA, Remedies.BYTES),
    CANNOT_READ_ALL_DATA(33, BAD_DATA, Remedies.BYTES),
    CANNOT_PARSE_DATE(38, BAD_DATA, Remedies.BYTES),
    TOO_LARGE_SIZE_COMPRESSED(39, BAD_DATA, Remedies.BYTES),
    CHECKSUM_DOESNT_MATCH(40, BAD_DATA, Remedies.BYTES),
    CANNOT_PARSE_DATETIME(41, BAD_DATA, Remedies.BYTES),
    UNKNOWN_TYPE(50, BAD_DATA, Remedies.BYTES),
    TYPE_MISMATCH(53, BAD_DATA, Remedies.BYTES),
    CANNOT_CONVERT_TYPE(70, BAD_DATA, Remedies.BYTES),
    CANNOT_PARSE_NUMBER(72, BAD_DATA, Remedies.BYTES),
    INCORRECT_DATA(117, BAD_DATA, Remedies.BYTES),
    TOO_LARGE_STRING_SIZE(131, BAD_DATA, Remedies.BYTES),
    CORRUPTED_DATA(246, BAD_DATA, Remedies.BYTES),
    CANNOT_DECOMPRESS(271, BAD_DATA, Remedies.BYTES),
    CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN(349, BAD_DATA, Remedies.BYTES),
    VIOLATED_CONSTRAINT(
            469, BAD_DATA, "Drop the table's CONSTRAINT or reject such rows before the sink."),
    LZ4_DECODER_FAILED(618, BAD_DATA, Remedies.BYTES);

    /** The server has the block: how it reports a duplicate when asked to throw for one. */
    static final int INSERT_WAS_DEDUPLICATED = 389;

    private static final Map<Integer, ServerError> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toMap(e -> e.code, Function.identity()));

    private final int code;
    private final FailureClass failureClass;
    private final String remedy;

    ServerError(int code, FailureClass failureClass, String remedy) {
        this.code = code;
        this.failureClass = failureClass;
        this.remedy = remedy;
    }

    static Optional<ServerError> of(int code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    int code() {
        return code;
    }

    FailureClass failureClass() {
        return failureClass;
    }

    String remedy() {
        return remedy;
    }

    private static final class Remedies {
        static final String LOAD = "Look at the server's load; the sink goes on by itself.";
        static final String UP = "Let the server come up; the sink goes on by itself.";
        static final String NETWORK = "Check the network and the URL; the sink goes on by itself.";
        static final String CLUSTER =
                "Bring Keeper and the replicas back; the sink goes on by itself.";
        static final String TABLE =
                "Apply the migrations, or correct the table and column names, then let the job restart.";
        static final String USER = "Correct user and password, then restart the job.";
        static final String BYTES =
                "Make the table take what was encoded (type of the column named above), or restore an earlier"
                        + " checkpoint with a job that encodes it as the table is.";
    }
}
