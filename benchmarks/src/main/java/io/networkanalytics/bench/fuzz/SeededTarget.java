package io.networkanalytics.bench.fuzz;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Jazzer calls: a target that has seen its committed seeds before Jazzer's clock starts. The
 * first input of a target loads its classes and so has them instrumented, which on a busy machine
 * takes longer than a short run lasts.
 */
public final class SeededTarget {

    private static MethodHandle run;

    private SeededTarget() {}

    /**
     * Called by Jazzer once, before it measures time.
     *
     * @param args the name of a {@link FuzzTarget}
     */
    public static void fuzzerInitialize(String[] args) throws Throwable {
        FuzzTarget target = FuzzTarget.valueOf(args[0]);
        run = handle(target);
        for (Path seed : target.seeds()) {
            run.invokeExact(Files.readAllBytes(seed));
        }
    }

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) throws Throwable {
        run.invokeExact(input);
    }

    private static MethodHandle handle(FuzzTarget target) throws ReflectiveOperationException {
        return MethodHandles.lookup()
                .findStatic(
                        target.type(),
                        "fuzzerTestOneInput",
                        MethodType.methodType(void.class, byte[].class));
    }
}
