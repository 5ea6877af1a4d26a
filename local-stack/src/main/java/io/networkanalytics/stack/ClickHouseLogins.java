package io.networkanalytics.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Users and their passwords: made up once for a stack's folder, or those of a server that is there
 * already.
 */
final class ClickHouseLogins {
    private static final int PASSWORD_BYTES = 16;

    private ClickHouseLogins() {}

    /** File with the password of a role and nothing else, readable by its owner alone. */
    static Path passwordFile(Path home, ClickHouseRole role) {
        return home.resolve(role.userName() + ".password");
    }

    /** The logins of this folder; a password that is not there yet is random. */
    static Map<ClickHouseRole, ClickHouseLogin> ofFolder(Path home) throws IOException {
        Map<ClickHouseRole, ClickHouseLogin> logins = new EnumMap<>(ClickHouseRole.class);
        for (ClickHouseRole role : ClickHouseRole.values()) {
            Path file = passwordFile(home, role);
            if (!Files.exists(file)) {
                writePrivately(file, newPassword());
            }
            logins.put(role, new ClickHouseLogin(role.userName(), Files.readString(file)));
        }
        return logins;
    }

    /**
     * Those of {@code CLICKHOUSE_WRITER_USER}, {@code CLICKHOUSE_WRITER_PASSWORD} and so on; the
     * passwords are also put into this folder, for programs that take a file.
     */
    static Map<ClickHouseRole, ClickHouseLogin> ofEnvironment(
            Map<String, String> environment, Path home) throws IOException {
        Files.createDirectories(home);
        Map<ClickHouseRole, ClickHouseLogin> logins = new EnumMap<>(ClickHouseRole.class);
        for (ClickHouseRole role : ClickHouseRole.values()) {
            String prefix = "CLICKHOUSE_" + role.name();
            String password = environment.getOrDefault(prefix + "_PASSWORD", "");
            writePrivately(passwordFile(home, role), password);
            logins.put(
                    role,
                    new ClickHouseLogin(
                            environment.getOrDefault(prefix + "_USER", role.userName()), password));
        }
        return logins;
    }

    private static String newPassword() {
        byte[] password = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(password);
        return HexFormat.of().formatHex(password);
    }

    /** Writes a file that only its owner may read, also if it is interrupted on the way. */
    static void writePrivately(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(
                draft,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, text);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
