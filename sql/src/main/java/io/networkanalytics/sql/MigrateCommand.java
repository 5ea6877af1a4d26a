package io.networkanalytics.sql;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** The {@code migrate} command, see {@link MigrateOptions#USAGE}. */
public final class MigrateCommand {
    private MigrateCommand() {}

    /** Runs and exits. */
    public static void main(String[] args) {
        System.exit(run(args, System.getenv(), System.out, System.err));
    }

    static int run(String[] args, Map<String, String> env, PrintStream out, PrintStream err) {
        if (List.of(args).contains("--help")) {
            out.print(MigrateOptions.USAGE);
            return 0;
        }
        MigrateOptions options;
        List<MigrationFile> files;
        try {
            options = MigrateOptions.parse(args, env);
            files =
                    options.dir().isPresent()
                            ? MigrationFiles.in(options.dir().get())
                            : MigrationFiles.bundled();
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage() + "\n\n" + MigrateOptions.USAGE);
            return 2;
        } catch (IOException e) {
            err.println("Cannot be read: " + e.getMessage() + ". Nothing was applied.");
            return 2;
        } catch (MigrationException e) {
            err.println(e.getMessage());
            return 1;
        }
        return migrate(options, files, out, err);
    }

    private static int migrate(
            MigrateOptions options, List<MigrationFile> files, PrintStream out, PrintStream err) {
        try {
            Migrator migrator =
                    new Migrator(
                            options.server(), options.database(), options.cluster(), out::println);
            int applied = migrator.migrate(files).size();
            out.println(
                    options.database()
                            + " is at "
                            + files.get(files.size() - 1).name()
                            + ", "
                            + applied
                            + " of "
                            + files.size()
                            + " migrations applied now");
            return 0;
        } catch (MigrationException e) {
            err.println(e.getMessage());
            return 1;
        } catch (IOException e) {
            err.println(
                    e.getMessage()
                            + ". What was applied is recorded; run it again when the server is there.");
            return 3;
        }
    }
}
