package io.networkanalytics.stack;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** The {@code bin/stack} command. */
public final class StackCommand {
    private static final String USAGE =
            """
            Usage: bin/stack up|status|down [--dir DIR]

              up       starts what does not run of Kafka, ClickHouse and Flink, on free ports of 127.0.0.1; applies
                       sql/clickhouse, creates the topics, submits the job if it is built and none runs (from its
                       newest checkpoint, if there is one); writes addresses and logins to DIR/stack.env
              status   shows what runs, where, and where the logs are
              down     stops everything; data, checkpoints and logs stay in DIR for the next up

              --dir DIR   folder of the stack; default .stack

            With CLICKHOUSE_URL (and CLICKHOUSE_WRITER_USER, CLICKHOUSE_WRITER_PASSWORD, the same for READER and
            MIGRATOR) in the environment, that ClickHouse server is used and none is started.
            Exit code: 0 done or ready, 1 failed, 2 wrong usage, 3 (status) not everything runs.
            """;

    private StackCommand() {}

    /** Runs and exits. */
    public static void main(String[] args) throws IOException {
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) throws IOException {
        if (args.length == 1 && args[0].equals("--help")) {
            out.print(USAGE);
            return 0;
        }
        boolean hasDir = args.length == 3 && args[1].equals("--dir");
        if (args.length != 1 && !hasDir) {
            err.print(USAGE);
            return 2;
        }
        StackClient client =
                new StackClient(
                        Path.of(hasDir ? args[2] : ".stack").toAbsolutePath().normalize(), out);
        try {
            return switch (args[0]) {
                case "up" -> client.up() ? 0 : 1;
                case "status" -> client.send("/status").orElse(false) ? 0 : 3;
                case "down" -> client.down() ? 0 : 1;
                default -> {
                    err.print(USAGE);
                    yield 2;
                }
            };
        } catch (StackException e) {
            err.println(e.getMessage());
            return 1;
        }
    }
}
