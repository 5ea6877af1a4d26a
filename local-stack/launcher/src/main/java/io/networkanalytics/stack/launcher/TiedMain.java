package io.networkanalytics.stack.launcher;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another class's {@code main} in a process that ends, shutdown hooks included, when its
 * standard input does.
 */
public final class TiedMain {
    private static final long GRACE_MILLIS = 15_000;

    private TiedMain() {}

    /**
     * @param args name of the class whose {@code main} is run, then its arguments
     * @throws Throwable whatever that {@code main} throws
     */
    public static void main(String[] args) throws Throwable {
        if (args.length == 0) {
            throw new IllegalArgumentException("Usage: TiedMain MAIN_CLASS [ARGUMENT...]");
        }
        ParentWatch.start(GRACE_MILLIS, () -> System.exit(0));
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
