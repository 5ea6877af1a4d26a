package io.networkanalytics.stack.demo;

import io.networkanalytics.stack.ClickHouseRole;
import io.networkanalytics.stack.CountryDatabase;
import io.networkanalytics.stack.Folders;
import io.networkanalytics.stack.LocalStack;
import io.networkanalytics.stack.StackException;
import io.networkanalytics.stack.StackServices;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code bin/demo}: starts everything, replays the bundled capture and says where to look. */
public final class DemoCommand {

    private static final String HELP =
            """
            bin/demo [--once] [--dir DIR]

            Starts Kafka, ClickHouse and Flink on this machine, submits the job and replays a capture of real programs
            under real attack tools (demo/README.md), again and again as live traffic, until Ctrl-C.

              --once     replay once at full speed, wait until every sample is queryable, and compare the totals of
                         every stage; exit code 0 only if all agree exactly
              --dir DIR  where data and logs go (default: .stack/demo). With --once it begins empty
            """;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path root = Path.of(System.getProperty("repository.root", ""));
    private final Path capture = root.resolve("demo/capture/demo.pcap");
    private final Path dir;

    private DemoCommand(Path dir) {
        this.dir = dir;
    }

    /**
     * Runs the demo.
     *
     * @param args see {@code --help}
     * @throws Exception if something does not start, with what to do about it
     */
    public static void main(String[] args) throws Exception {
        Path dir = Path.of(System.getProperty("repository.root", ""), ".stack", "demo");
        boolean once = false;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--help", "-h" -> {
                    System.out.print(HELP);
                    return;
                }
                case "--once" -> once = true;
                case "--dir" -> dir = Path.of(args[++i]);
                default -> {
                    System.err.print("unknown argument '" + args[i] + "'\n\n" + HELP);
                    System.exit(2);
                }
            }
        }
        DemoCommand demo = new DemoCommand(dir.toAbsolutePath());
        System.exit(once ? demo.once() : demo.live());
    }

    private int once() throws IOException, InterruptedException {
        Folders.delete(dir);
        try (LocalStack stack = bringUp()) {
            System.out.println("replaying " + capture + " at full speed ...");
            Path summary = dir.resolve("replay.json");
            int exit = replay(stack, "--full-speed", "--summary", summary.toString()).waitFor();
            if (exit != 0) {
                System.err.println("The replay failed with exit code " + exit);
                return 1;
            }
            ReplayReport report = ReplayReport.read(summary);
            Reconciliation result = awaitTotals(stack, report);
            System.out.println();
            System.out.print(result.table());
            System.out.println("TCP packets:");
            System.out.println(Verdicts.table(stack));
            System.out.println("Attacks:");
            System.out.println(Attacks.table(stack, PATIENCE));
            return result.agrees() ? 0 : 1;
        }
    }

    private int live() throws IOException, InterruptedException {
        LocalStack stack = bringUp();
        Process replay = replay(stack, "--realtime", "--loop");
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    replay.destroy();
                                    stack.close();
                                }));
        System.out.println();
        System.out.println("Replaying the capture as live traffic until Ctrl-C. Look here:");
        System.out.println("  Flink's web UI   " + stack.flinkRest());
        System.out.println(
                "  ClickHouse       "
                        + stack.clickHouseUrl()
                        + "/play  user reader, password "
                        + stack.clickHouseLogin(ClickHouseRole.READER).password());
        System.out.println(
                "  for example      SELECT minute, destination_port_class, sum(packets) FROM"
                        + " network_analytics.rollup_1m GROUP BY ALL ORDER BY ALL");
        return replay.waitFor();
    }

    private LocalStack bringUp() {
        LocalStack stack = LocalStack.builder(dir).start();
        try {
            StackServices.bringUp(
                    stack,
                    Optional.of(root.resolve("demo/accounts.json")),
                    System.out::println,
                    jobOptions());
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    /** What the job is told besides the addresses of the stack. */
    private String[] jobOptions() {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "--tcp.syn-rate-floor",
                                "100",
                                // A small site: what would be nothing elsewhere is an attack here.
                                "--attack.threshold-scale",
                                "0.02",
                                "--annotate.sites-file",
                                root.resolve("demo/sites.json").toAbsolutePath().toString()));
        try {
            Path countries = CountryDatabase.locate(System.getenv(), System.out::println);
            options.addAll(List.of("--annotate.geo-databases", countries.toString()));
        } catch (StackException e) {
            System.out.println("countries: none. " + e.getMessage());
        }
        return options.toArray(String[]::new);
    }

    /** The forwarder as the program that it is, in a process of its own. */
    private Process replay(LocalStack stack, String... options) throws IOException {
        Path target = root.resolve("ingest-forwarder/target");
        String classPath =
                target.resolve("classes")
                        + File.pathSeparator
                        + Files.readString(target.resolve("classpath.txt"));
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                classPath,
                                "io.networkanalytics.forwarder.ForwarderMain",
                                "replay",
                                capture.toString(),
                                "--kafka",
                                stack.kafkaBootstrap(),
                                "--exporter",
                                "demo",
                                "--colo",
                                "lab"));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).inheritIO().start();
    }

    /** Waits until nothing is missing, or until waiting makes no sense any more. */
    private static Reconciliation awaitTotals(LocalStack stack, ReplayReport report)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long shown = -1;
        while (true) {
            Reconciliation now = new Reconciliation(report, StoredTotals.read(stack));
            long queryable = now.stored().distinctSamples();
            if (queryable != shown) {
                System.out.println("queryable: " + queryable + " of " + report.shipped().samples());
                shown = queryable;
            }
            if (now.agrees() || System.nanoTime() > deadline) {
                return now;
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }
}
