package io.networkanalytics.sql;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Command line of {@link MigrateCommand}, environment included.
 *
 * @param server where to, as whom
 * @param database its name
 * @param cluster whether for a cluster
 * @param dir where the files are; empty for those of the jar
 */
record MigrateOptions(ClickHouse server, String database, boolean cluster, Optional<Path> dir) {
    static final String USAGE =
            """
            Usage: migrate [OPTION...]
            Applies the migrations that the ClickHouse database does not have yet, in order. Run again: does nothing.

              --url URL             HTTP address of the server      [env CLICKHOUSE_URL, default http://127.0.0.1:8123]
              --user USER           who may create tables           [env CLICKHOUSE_MIGRATOR_USER, default default]
              --password PASSWORD   visible to others on this host: rather use the file or the variable
              --password-file FILE  file with the password, a line end after it is ignored
                                                                    [env CLICKHOUSE_MIGRATOR_PASSWORD, default empty]
              --database NAME       created if it is not there      [env CLICKHOUSE_DATABASE, default network_analytics]
              --cluster             replicated tables, ON CLUSTER '{cluster}'; the servers' configuration defines the
                                    macros cluster, shard and replica. NAME_distributed gets the Distributed tables
                                    that programs then use
              --dir DIR             take NNN_name.sql from DIR, not those built in
              --help                print this

            Exit code: 0 the database is up to date, 1 refused or failed, 2 wrong usage, 3 the server does not answer.
            """;

    /**
     * @throws IllegalArgumentException if an option is unknown, has no value or a wrong one
     * @throws IOException if the password file cannot be read
     */
    static MigrateOptions parse(String[] args, Map<String, String> env) throws IOException {
        String url = env.getOrDefault("CLICKHOUSE_URL", "http://127.0.0.1:8123");
        String user = env.getOrDefault("CLICKHOUSE_MIGRATOR_USER", "default");
        String password = env.getOrDefault("CLICKHOUSE_MIGRATOR_PASSWORD", "");
        String database = env.getOrDefault("CLICKHOUSE_DATABASE", "network_analytics");
        boolean cluster = false;
        Optional<Path> dir = Optional.empty();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--cluster" -> cluster = true;
                case "--url" -> url = value(args, ++i);
                case "--user" -> user = value(args, ++i);
                case "--password" -> password = value(args, ++i);
                case "--password-file" ->
                        password = Files.readString(Path.of(value(args, ++i))).stripTrailing();
                case "--database" -> database = value(args, ++i);
                case "--dir" -> dir = Optional.of(Path.of(value(args, ++i)));
                default -> throw new IllegalArgumentException("Unknown option " + args[i]);
            }
        }
        Migrator.requireIdentifier(database);
        return new MigrateOptions(
                new ClickHouse(URI.create(url), user, password), database, cluster, dir);
    }

    private static String value(String[] args, int index) {
        if (index >= args.length) {
            throw new IllegalArgumentException("Option " + args[index - 1] + " needs a value");
        }
        return args[index];
    }
}
