package io.networkanalytics.stack.launcher;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.util.ArrayList;
import java.util.List;

/**
 * The ClickHouse server: the engine of libchdb with its HTTP and native ports open, until standard
 * input ends.
 *
 * <p>The library holds clickhouse-local together with the server's protocol handlers; {@code SYSTEM
 * START LISTEN} opens them. A query that reads standard input keeps it running, and lets it shut
 * down in order when the parent is gone.
 */
public final class ClickHouseMain {
    private static final String SERVE =
            "SYSTEM START LISTEN HTTP; SYSTEM START LISTEN TCP;"
                    + " SELECT count() FROM file('/dev/stdin', LineAsString) FORMAT Null";

    /**
     * The engine would wait 5 s for idle keep-alive connections and then end by force anyway; what
     * it has acknowledged outlives that.
     */
    private static final long GRACE_MILLIS = 1_000;

    private ClickHouseMain() {}

    /**
     * @param args path of libchdb, then the options of clickhouse-local ({@code --path}, {@code
     *     --http_port}, ...)
     */
    public static void main(String[] args) {
        if (args.length == 0) {
            throw new IllegalArgumentException("Usage: ClickHouseMain LIBCHDB [OPTION...]");
        }
        NativeLibrary engine = NativeLibrary.getInstance(args[0]);
        System.out.println(
                "libchdb " + engine.getFunction("chdb_version").invokeString(null, false));
        // The JVM needs SIGSEGV and its like for itself.
        engine.getFunction("chdb_set_signal_handlers_enabled").invokeInt(new Object[] {0});

        List<String> commandLine = new ArrayList<>(List.of("clickhouse-local"));
        commandLine.addAll(List.of(args).subList(1, args.length));
        commandLine.addAll(List.of("--query", SERVE));
        String[] argv = commandLine.toArray(String[]::new);

        // The engine sees the end of standard input by itself; the watch only bounds how long it
        // takes.
        ParentWatch.start(
                GRACE_MILLIS, () -> System.out.println("Standard input ended, shutting down."));
        Pointer result =
                engine.getFunction("chdb_query_cmdline")
                        .invokePointer(new Object[] {argv.length, new StringArray(argv)});
        String error =
                engine.getFunction("chdb_result_error").invokeString(new Object[] {result}, false);
        if (error != null) {
            System.err.println("ClickHouse ended: " + error);
        }
        System.out.flush();
        // halt, not exit: the library's static destructors would race its own threads.
        Runtime.getRuntime().halt(error == null ? 0 : 1);
    }
}
