package io.networkanalytics.stack;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Addresses and logins of a stack, under the names that all programs of the project read. */
final class StackEnvironment {
    private StackEnvironment() {}

    static Map<String, String> of(LocalStack stack, StackServers servers) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("STACK_DIR", stack.dir().toString());
        if (servers.has(Component.KAFKA)) {
            variables.put("KAFKA_BOOTSTRAP", stack.kafkaBootstrap());
        }
        if (servers.has(Component.CLICKHOUSE)) {
            variables.put("CLICKHOUSE_URL", stack.clickHouseUrl().toString());
            variables.put("CLICKHOUSE_DATABASE", LocalStack.DATABASE);
            for (ClickHouseRole role : ClickHouseRole.values()) {
                ClickHouseLogin login = stack.clickHouseLogin(role);
                variables.put("CLICKHOUSE_" + role + "_USER", login.user());
                variables.put("CLICKHOUSE_" + role + "_PASSWORD", login.password());
                variables.put(
                        "CLICKHOUSE_" + role + "_PASSWORD_FILE",
                        stack.clickHousePasswordFile(role).toString());
            }
        }
        if (servers.has(Component.JOBMANAGER)) {
            variables.put("FLINK_REST", stack.flinkRest().toString());
            variables.put("FLINK_CHECKPOINT_DIR", stack.checkpointDir().toString());
            variables.put("FLINK_SAVEPOINT_DIR", stack.savepointDir().toString());
            variables.put(
                    "FLINK_METRICS",
                    stack.metrics().stream()
                            .map(Object::toString)
                            .collect(Collectors.joining(",")));
        }
        return Collections.unmodifiableMap(variables);
    }

    /** For {@code . stack.env} in a shell. */
    static String asShell(Map<String, String> variables) {
        StringBuilder lines = new StringBuilder();
        variables.forEach(
                (name, value) ->
                        lines.append(name)
                                .append("='")
                                .append(value.replace("'", "'\\''"))
                                .append("'\n"));
        return lines.toString();
    }
}
