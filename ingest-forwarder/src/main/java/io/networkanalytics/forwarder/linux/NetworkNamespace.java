package io.networkanalytics.forwarder.linux;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Opens sockets in another network namespace. A socket belongs for ever to the namespace that it
 * was made in, so only its making happens there, on a thread that ends with it: all others stay
 * where they are, and Kafka stays reachable.
 */
public final class NetworkNamespace {

    private static final String NAMED = "/run/netns/";

    private NetworkNamespace() {}

    /**
     * @param namespace a name as {@code ip netns} shows it, or a path such as {@code
     *     /proc/1234/ns/net}; empty: the forwarder's own
     * @param task what happens there
     * @throws IOException if the namespace cannot be entered, or from the task
     */
    public static <T> T call(String namespace, Callable<T> task)
            throws IOException, InterruptedException {
        FutureTask<T> inside =
                new FutureTask<>(
                        () -> {
                            if (!namespace.isEmpty()) {
                                enter(namespace);
                            }
                            return task.call();
                        });
        Thread thread = new Thread(inside, "in-netns-" + namespace);
        thread.start();
        try {
            return inside.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IOException(e.getCause().toString(), e.getCause());
        }
    }

    private static void enter(String namespace) throws IOException {
        String path = namespace.contains("/") ? namespace : NAMED + namespace;
        int fd = Libc.open(path, Libc.O_RDONLY | Libc.O_CLOEXEC);
        if (fd < 0) {
            throw new IOException(
                    "cannot open network namespace " + path + ": " + Libc.lastError());
        }
        int result = Libc.setns(fd, Libc.CLONE_NEWNET);
        String error = result < 0 ? Libc.lastError() : "";
        Libc.close(fd);
        if (result < 0) {
            throw new IOException(
                    "cannot enter network namespace "
                            + path
                            + ": "
                            + error
                            + "; it takes CAP_SYS_ADMIN");
        }
    }
}
