package io.networkanalytics.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Gives out free TCP ports of 127.0.0.1.
 *
 * <p>They lie below the range from which kernels take the source ports of outgoing connections: a
 * server that is killed and restarted must find its port free, and a client that knocks meanwhile
 * must not take it (or even connect to itself through it).
 */
final class Ports {
    private static final int FIRST = 15_000;
    private static final int END = 32_000;
    private static final int ATTEMPTS = 1_000;
    private static final Set<Integer> GIVEN = new HashSet<>();

    private Ports() {}

    /** A port that is free now and was not given out before by this process. */
    static synchronized int free() {
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new StackException(
                "No free port on 127.0.0.1 among " + ATTEMPTS + " tried in " + FIRST + ".." + END);
    }

    /** Whether a server could listen there now. */
    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
