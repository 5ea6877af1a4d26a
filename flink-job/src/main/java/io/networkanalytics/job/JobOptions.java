package io.networkanalytics.job;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The job's configuration, read and checked once, when the job is submitted: {@code --config FILE}
 * (Java properties) and {@code --key value}, which wins over the file. Everything that is wrong is
 * reported at once.
 */
public final class JobOptions {

    private static final String CONFIG = "--config";
    private static final String DRY_RUN = "--dry-run";

    private final Map<JobOption, String> values;
    private final boolean dryRun;

    private JobOptions(Map<JobOption, String> values, boolean dryRun) {
        this.values = values;
        this.dryRun = dryRun;
    }

    /**
     * Reads the arguments.
     *
     * @param args as given at submission
     * @return the options
     * @throws IllegalArgumentException if anything is wrong; the message has a line for each
     *     problem
     */
    public static JobOptions parse(String... args) {
        Map<String, String> given = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        boolean dryRun = false;
        for (int i = 0; i < args.length; i++) {
            String arg = args[i];
            if (arg.equals(DRY_RUN)) {
                dryRun = true;
            } else if (!arg.startsWith("--")) {
                problems.add("'" + arg + "': expected --key value");
            } else if (i + 1 == args.length) {
                problems.add(arg + ": has no value");
            } else if (arg.equals(CONFIG)) {
                readFile(Path.of(args[++i]), given, problems);
            } else {
                given.put(arg.substring(2), args[++i]);
            }
        }
        Map<JobOption, String> values = check(given, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "The job was not submitted. Wrong in its configuration:\n  "
                            + String.join("\n  ", problems));
        }
        return new JobOptions(values, dryRun);
    }

    /** A line for each key: name, default and meaning. */
    static String help() {
        return Stream.of(JobOption.values())
                .map(
                        option ->
                                "  --"
                                        + option.key()
                                        + " ("
                                        + option.defaultValue().orElse("required")
                                        + "): "
                                        + option.description())
                .collect(
                        Collectors.joining(
                                "\n",
                                "Options, also as key=value in the file of --config FILE:\n",
                                "\n"));
    }

    String get(JobOption option) {
        return values.get(option);
    }

    Duration duration(JobOption option) {
        return Duration.parse(get(option));
    }

    long number(JobOption option) {
        return Long.parseLong(get(option));
    }

    /** Values of an option that has several, comma separated. */
    List<String> list(JobOption option) {
        String value = get(option);
        return value.isEmpty() ? List.of() : List.of(value.split(",", -1));
    }

    /** Whether only the plan is wanted. */
    boolean dryRun() {
        return dryRun;
    }

    /** The password, which is never part of the options that Flink shows. */
    String clickHousePassword() {
        String file = get(JobOption.CLICKHOUSE_PASSWORD_FILE);
        if (file.isEmpty()) {
            return System.getenv().getOrDefault("CLICKHOUSE_PASSWORD", "");
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The job was not submitted. "
                            + JobOption.CLICKHOUSE_PASSWORD_FILE.key()
                            + ": cannot read "
                            + file
                            + " where the job is submitted ("
                            + e.getMessage()
                            + ")",
                    e);
        }
    }

    private static Map<JobOption, String> check(Map<String, String> given, List<String> problems) {
        Map<JobOption, String> values = new EnumMap<>(JobOption.class);
        for (JobOption option : JobOption.values()) {
            String value = given.remove(option.key());
            if (value == null) {
                value = option.defaultValue().orElse(null);
            }
            if (value == null) {
                problems.add(option.key() + ": is required (" + option.description() + ")");
                continue;
            }
            String checked = value;
            option.problem(value)
                    .ifPresent(p -> problems.add(option.key() + ": '" + checked + "' " + p));
            values.put(option, value);
        }
        for (String unknown : given.keySet()) {
            problems.add(
                    unknown
                            + ": no such key; known are "
                            + Stream.of(JobOption.values())
                                    .map(JobOption::key)
                                    .collect(Collectors.joining(", ")));
        }
        return values;
    }

    private static void readFile(Path file, Map<String, String> given, List<String> problems) {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Properties properties = new Properties();
            properties.load(reader);
            properties.forEach((key, value) -> given.putIfAbsent((String) key, (String) value));
        } catch (IOException | IllegalArgumentException e) {
            problems.add("--config " + file + ": cannot be read (" + e.getMessage() + ")");
        }
    }
}
