package io.networkanalytics.bench.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Jazzer in a process of its own, whose small heap makes unbounded memory a finding. It learns from
 * run to run: its corpus stays.
 */
final class JazzerRun {

    /** Slower inputs are findings, too. */
    private static final int SECONDS_OF_INPUT = 10;

    private static final int MAX_INPUT_BYTES = 4096;
    private static final String INSTRUMENTED =
            "io.networkanalytics.forwarder.**:io.networkanalytics.rules.**:io.networkanalytics.model.packet.**:io.networkanalytics.model.codec.**";

    private static final Pattern NEEDED =
            Pattern.compile(
                    "(benchmarks|ingest-forwarder|sample-model|firewall-rules)[^/]*(/target/classes|\\.jar)$"
                            + "|/(jazzer|jazzer-api|protobuf-java|micrometer-[a-z]+|jackson-core|jackson-databind|jackson-annotations|re2j|HdrHistogram|slf4j-api)-[^/]*\\.jar$");
    private static final Pattern EXECUTIONS =
            Pattern.compile("stat::number_of_executed_units: *(\\d+)");
    private static final Pattern COVERAGE = Pattern.compile(" cov: (\\d+)");

    private final FuzzTarget target;
    private final Path work;

    /**
     * What a run gave.
     *
     * @param executions inputs tried
     * @param coverage edges of the code that were reached
     * @param corpus inputs that reach different ones
     * @param findings files with an input that broke something; a text with its stack trace is
     *     beside them
     */
    record Outcome(long executions, long coverage, long corpus, List<Path> findings) {}

    /**
     * @param target what to fuzz
     * @param work holds corpus, findings and log
     */
    JazzerRun(FuzzTarget target, Path work) {
        this.target = target;
        this.work = work;
    }

    /**
     * Runs.
     *
     * @throws IOException if Jazzer does not run
     */
    Outcome run(Duration time) throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(work.resolve("corpus"));
        Path findings = Files.createDirectories(work.resolve("findings"));
        Path log = work.resolve("log.txt");
        List<Path> before = list(findings);
        new CapturedSeeds(target, corpus).write();
        Process jazzer =
                new ProcessBuilder(command(corpus, findings, time))
                        .directory(work.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            int exit = jazzer.waitFor();
            List<Path> found = new ArrayList<>(list(findings));
            found.removeAll(before);
            String output = Files.readString(log);
            long executions = last(EXECUTIONS, output);
            if (executions == 0 || (exit != 0 && found.isEmpty())) {
                throw new IOException(
                        "fuzzing "
                                + target.title()
                                + " ended with "
                                + exit
                                + " after "
                                + executions
                                + " inputs and without a finding; see "
                                + log);
            }
            return new Outcome(executions, last(COVERAGE, output), list(corpus).size(), found);
        } finally {
            jazzer.destroyForcibly();
        }
    }

    private List<String> command(Path corpus, Path findings, Duration time) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "-Drepository.root=" + FuzzTarget.root(),
                "-cp",
                classPath(),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + SeededTarget.class.getName(),
                "--target_args=" + target.name(),
                "--instrumentation_includes=" + INSTRUMENTED,
                // Its detectors of injections see nothing here and cost each class that is loaded.
                "--custom_hook_includes=" + INSTRUMENTED,
                "--reproducer_path=" + findings,
                "-max_total_time=" + time.toSeconds(),
                "-max_len=" + MAX_INPUT_BYTES,
                "-timeout=" + SECONDS_OF_INPUT,
                "-rss_limit_mb=0",
                "-print_final_stats=1",
                "-artifact_prefix=" + findings + "/",
                corpus.toString(),
                target.seedFolder().toString());
    }

    /** Jazzer scans all of it at each start: what the decoders do not need is left out. */
    private static String classPath() {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getProperty("java.class.path"))
                .filter(entry -> NEEDED.matcher(entry).find())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static long last(Pattern number, String text) {
        Matcher matcher = number.matcher(text);
        long last = 0;
        while (matcher.find()) {
            last = Long.parseLong(matcher.group(1));
        }
        return last;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.toString().endsWith(".java")).sorted().toList();
        }
    }
}
