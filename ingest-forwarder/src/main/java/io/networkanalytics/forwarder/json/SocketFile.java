package io.networkanalytics.forwarder.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** The file of a Unix socket. */
final class SocketFile {

    private static final int BITS = 9;

    private SocketFile() {}

    /**
     * Removes a socket that an earlier process left. Whether one still listens on it is for the
     * caller to find out first.
     *
     * @throws IOException if something that is no socket is there
     */
    static void removeStale(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        if (Files.isRegularFile(path) || Files.isDirectory(path)) {
            throw new IOException(path + " is there and is no socket");
        }
        Files.delete(path);
    }

    /**
     * @param mode three octal digits
     */
    static void setMode(Path path, String mode) throws IOException {
        int bits = Integer.parseInt(mode, 8);
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int i = 0; i < BITS; i++) {
            // Declared from the owner's read to the others' execute, as the bits are.
            if ((bits & 1 << (BITS - 1 - i)) != 0) {
                permissions.add(all[i]);
            }
        }
        Files.setPosixFilePermissions(path, permissions);
    }
}
