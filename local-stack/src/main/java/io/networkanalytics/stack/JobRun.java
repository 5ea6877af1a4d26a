package io.networkanalytics.stack;

import java.util.List;
import java.util.Optional;

/**
 * How an uploaded jar is to be run.
 *
 * @param entryClass main class; empty for the one of the jar's manifest
 * @param args arguments of its main method
 * @param parallelism default parallelism; empty for the cluster's
 * @param restoreFrom path of a savepoint or retained checkpoint to begin from
 */
public record JobRun(
        Optional<String> entryClass,
        List<String> args,
        Optional<Integer> parallelism,
        Optional<String> restoreFrom) {
    /** Copies the arguments. */
    public JobRun {
        args = List.copyOf(args);
    }

    /** The manifest's main class, from scratch, with the cluster's parallelism. */
    public static JobRun withArgs(List<String> args) {
        return new JobRun(Optional.empty(), args, Optional.empty(), Optional.empty());
    }

    /** The same from a savepoint or retained checkpoint. */
    public JobRun from(String path) {
        return new JobRun(entryClass, args, parallelism, Optional.of(path));
    }

    /** The same with another main class. */
    public JobRun main(String className) {
        return new JobRun(Optional.of(className), args, parallelism, restoreFrom);
    }

    /** The same with a default parallelism. */
    public JobRun parallelism(int value) {
        return new JobRun(entryClass, args, Optional.of(value), restoreFrom);
    }
}
