package io.networkanalytics.bench.outage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A file system of a size, in memory (tmpfs); only root can mount one. */
final class MemoryDisk implements AutoCloseable {

    private final Path folder;

    private MemoryDisk(Path folder) {
        this.folder = folder;
    }

    /** Whether we may. */
    static boolean possible() {
        return "root".equals(System.getProperty("user.name"));
    }

    static MemoryDisk mount(Path folder, long bytes) throws IOException, InterruptedException {
        run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", folder.toString());
        return new MemoryDisk(folder);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(List.of(command) + ": " + text);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("umount", "-l", folder.toString());
    }
}
