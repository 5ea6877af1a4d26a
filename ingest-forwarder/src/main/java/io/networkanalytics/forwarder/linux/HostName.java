package io.networkanalytics.forwarder.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of this host, by which its own samples are told from those of other hosts. */
public final class HostName {

    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

    private HostName() {}

    /** The kernel's name of the host; {@code localhost} where that cannot be read. */
    public static String read() {
        try {
            String name = Files.readString(KERNEL).strip();
            return name.isEmpty() ? "localhost" : name;
        } catch (IOException e) {
            return "localhost";
        }
    }
}
