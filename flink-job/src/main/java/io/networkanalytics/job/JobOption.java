package io.networkanalytics.job;

import io.networkanalytics.model.IpPrefix;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Every key of the job's configuration, with what it means. */
enum JobOption {
    KAFKA_BOOTSTRAP_SERVERS("kafka.bootstrap-servers", null, "host:port of Kafka, comma separated"),
    KAFKA_GROUP_ID(
            "kafka.group-id", "network-analytics", "consumer group, for people who watch the lag"),
    CLICKHOUSE_URL(
            "clickhouse.url",
            null,
            "HTTP endpoint of ClickHouse, for example http://clickhouse:8123"),
    CLICKHOUSE_DATABASE("clickhouse.database", "network_analytics", "database of the tables"),
    CLICKHOUSE_USER("clickhouse.user", "writer", "user with INSERT on the tables"),
    CLICKHOUSE_PASSWORD_FILE(
            "clickhouse.password-file",
            "",
            "file with the password; without it the environment variable CLICKHOUSE_PASSWORD, if set"),
    CHECKPOINT_INTERVAL(
            "checkpoint.interval",
            "PT5S",
            "time between checkpoints; rows are queryable after one (ISO 8601)"),
    OUT_OF_ORDERNESS(
            "time.out-of-orderness",
            "PT5S",
            "how far behind the newest sample an older one is still in time"),
    IDLE_TIMEOUT(
            "time.idle-timeout",
            "PT10S",
            "after this without a record a partition does not hold time back"),
    GEO_DATABASES(
            "annotate.geo-databases",
            "",
            "MMDB files with countries and networks of addresses, comma separated, most trusted"
                    + " first; absolute paths where the TaskManagers run; read again when they change"),
    SITES_FILE(
            "annotate.sites-file",
            "",
            "JSON file with name, city, region, country and geohash of each colo, read at"
                    + " submission"),
    ROLLUP_MAX_DELAY(
            "rollup.max-delay",
            "PT20S",
            "the longest that a rollup row is held back before it is written"),
    TCP_LEARNING_TIME(
            "tcp.learning-time",
            "PT4H",
            "after a start without state, in which no packet is called NOT_FOUND"),
    TCP_OPEN_TIMEOUT(
            "tcp.open-timeout", "PT1H", "silence after which an open connection is forgotten"),
    TCP_SYN_RATE_FLOOR(
            "tcp.syn-rate-floor",
            "1000",
            "SYN and SYN-ACK packets a second to a prefix that are never called a flood"),
    TCP_OUT_OF_STATE_RATE_FLOOR(
            "tcp.out-of-state-rate-floor",
            "1000",
            "packets a second to a prefix that belong to no connection and still pass"),
    TCP_MAX_HOLD(
            "tcp.max-hold",
            "PT15S",
            "the longest that a sample waits for the rate of its prefix to be known"),
    ATTACK_SESSION_GAP(
            "attack.session-gap", "PT1M", "an attack ends when it was not seen for so long"),
    ATTACK_THRESHOLD_SCALE(
            "attack.threshold-scale",
            "1",
            "multiplies the thresholds of all vectors; below 1 for a small network"),
    ATTACK_DIGESTS(
            "attack.digests",
            "512",
            "packets that are kept of a prefix, vector and second to describe its traffic"),
    ATTACK_NEVER_MITIGATE(
            "attack.never-mitigate",
            "",
            "prefixes, comma separated, against attacks on which rules only log, whatever their"
                    + " account says"),
    ATTACK_MAX_HOLD(
            "attack.max-hold",
            "PT30S",
            "the longest that a sample waits for its second to be decided where event time stands"
                    + " still"),
    ATTACK_MAX_HELD_BYTES(
            "attack.max-held-bytes",
            "134217728",
            "the most that waits for that in a subtask; beyond it the oldest second goes on with"
                    + " what is known");

    private final String key;
    private final String defaultValue;
    private final String description;

    JobOption(String key, String defaultValue, String description) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.description = description;
    }

    String key() {
        return key;
    }

    /** The value where none is given; empty if one must be given. */
    Optional<String> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    String description() {
        return description;
    }

    /** What is wrong with a value; empty if nothing is. */
    Optional<String> problem(String value) {
        return switch (this) {
            case KAFKA_BOOTSTRAP_SERVERS, KAFKA_GROUP_ID, CLICKHOUSE_DATABASE, CLICKHOUSE_USER ->
                    value.isBlank() ? Optional.of("must not be empty") : Optional.empty();
            case CLICKHOUSE_URL ->
                    value.matches("https?://[^/ ]+(/.*)?")
                            ? Optional.empty()
                            : Optional.of("must be http://host:port or https://host:port");
            case CLICKHOUSE_PASSWORD_FILE -> Optional.empty();
            case GEO_DATABASES -> geoDatabasesProblem(value);
            case SITES_FILE -> SitesFile.problem(value);
            case CHECKPOINT_INTERVAL, OUT_OF_ORDERNESS, IDLE_TIMEOUT, ROLLUP_MAX_DELAY ->
                    durationProblem(value, Duration.ofMillis(100), Duration.ofDays(1));
            case TCP_LEARNING_TIME -> durationProblem(value, Duration.ZERO, Duration.ofDays(7));
            case ATTACK_SESSION_GAP ->
                    durationProblem(value, Duration.ofSeconds(1), Duration.ofHours(1));
            case ATTACK_THRESHOLD_SCALE -> scaleProblem(value);
            case ATTACK_DIGESTS -> numberProblem(value, 16, 65_536);
            case ATTACK_NEVER_MITIGATE -> prefixesProblem(value);
            case ATTACK_MAX_HELD_BYTES -> numberProblem(value, 1 << 20, 1L << 36);
            case TCP_OPEN_TIMEOUT, TCP_MAX_HOLD, ATTACK_MAX_HOLD ->
                    durationProblem(value, Duration.ofSeconds(1), Duration.ofDays(5));
            case TCP_SYN_RATE_FLOOR, TCP_OUT_OF_STATE_RATE_FLOOR ->
                    value.matches("[1-9][0-9]{0,9}")
                            ? Optional.empty()
                            : Optional.of("must be packets a second, 1 to 9999999999");
        };
    }

    private static Optional<String> geoDatabasesProblem(String value) {
        // Only the form: the files need not be there where the job is submitted.
        return value.isEmpty() || Stream.of(value.split(",", -1)).allMatch(p -> p.startsWith("/"))
                ? Optional.empty()
                : Optional.of("must be absolute paths, comma separated, without spaces");
    }

    private static Optional<String> scaleProblem(String value) {
        return value.matches("[0-9]{1,6}(\\.[0-9]{1,6})?") && Double.parseDouble(value) > 0
                ? Optional.empty()
                : Optional.of("must be a number above 0 such as 0.5");
    }

    private static Optional<String> numberProblem(String value, long least, long most) {
        boolean allowed =
                value.matches("[0-9]{1,12}")
                        && Long.parseLong(value) >= least
                        && Long.parseLong(value) <= most;
        return allowed ? Optional.empty() : Optional.of("must be from " + least + " to " + most);
    }

    private static Optional<String> prefixesProblem(String value) {
        try {
            Stream.of(value.split(",", -1)).filter(p -> !p.isEmpty()).forEach(IpPrefix::parse);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("must be prefixes, comma separated: " + e.getMessage());
        }
    }

    private static Optional<String> durationProblem(
            String value, Duration shortest, Duration longest) {
        try {
            Duration duration = Duration.parse(value);
            boolean allowed = duration.compareTo(shortest) >= 0 && duration.compareTo(longest) <= 0;
            return allowed
                    ? Optional.empty()
                    : Optional.of("must be from " + shortest + " to " + longest);
        } catch (RuntimeException e) {
            return Optional.of("must be an ISO 8601 duration such as PT5S");
        }
    }
}
