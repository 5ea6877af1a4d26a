package io.networkanalytics.stack;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;

/**
 * Users and their passwords: made up once for a stack's folder, or those of a server that is there
 * already.
 */
final class ClickHouseLogins {
    private static final String FILE = "passwords.properties";
    private static final int PASSWORD_BYTES = 16;

    private ClickHouseLogins() {}

    /** The logins of this folder; passwords are random, and readable by this user alone. */
    static Map<ClickHouseRole, ClickHouseLogin> ofFolder(Path home) throws IOException {
        Path file = home.resolve(FILE);
        if (!Files.exists(file)) {
            writePrivately(file, newPasswords());
        }
        Properties passwords = new Properties();
        passwords.load(new StringReader(Files.readString(file)));
        Map<ClickHouseRole, ClickHouseLogin> logins = new EnumMap<>(ClickHouseRole.class);
        for (ClickHouseRole role : ClickHouseRole.values()) {
            logins.put(
                    role,
                    new ClickHouseLogin(role.userName(), passwords.getProperty(role.userName())));
        }
        return logins;
    }

    /** Those of {@code CLICKHOUSE_WRITER_USER}, {@code CLICKHOUSE_WRITER_PASSWORD} and so on. */
    static Map<ClickHouseRole, ClickHouseLogin> ofEnvironment(Map<String, String> environment) {
        Map<ClickHouseRole, ClickHouseLogin> logins = new EnumMap<>(ClickHouseRole.class);
        for (ClickHouseRole role : ClickHouseRole.values()) {
            String prefix = "CLICKHOUSE_" + role.name();
            logins.put(
                    role,
                    new ClickHouseLogin(
                            environment.getOrDefault(prefix + "_USER", role.userName()),
                            environment.getOrDefault(prefix + "_PASSWORD", "")));
        }
        return logins;
    }

    private static String newPasswords() {
        SecureRandom random = new SecureRandom();
        StringBuilder lines = new StringBuilder();
        for (ClickHouseRole role : ClickHouseRole.values()) {
            byte[] password = new byte[PASSWORD_BYTES];
            random.nextBytes(password);
            lines.append(role.userName())
                    .append('=')
                    .append(HexFormat.of().formatHex(password))
                    .append('\n');
        }
        return lines.toString();
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
