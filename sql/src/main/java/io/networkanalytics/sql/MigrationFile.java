package io.networkanalytics.sql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file {@code NNN_name.sql}.
 *
 * @param version number at the start of the file's name, 1 to 999999; files are applied in its
 *     order
 * @param name file name, for example {@code 001_samples.sql}
 * @param text contents with LF line ends, macros not yet replaced
 */
public record MigrationFile(int version, String name, String text) {
    private static final Pattern NAME = Pattern.compile("(\\d{3,6})_[a-z0-9_]+\\.sql");

    /**
     * @throws MigrationException if the version is out of range
     */
    public MigrationFile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(text, "text");
        if (version < 1 || version > 999_999) {
            throw new MigrationException(name + ": version " + version + " is not in 1..999999.");
        }
    }

    /**
     * Reads version and name out of a file's name.
     *
     * @throws MigrationException if the name is not {@code NNN_name.sql}
     */
    public static MigrationFile of(String name, String text) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            throw new MigrationException(
                    name
                            + ": not a migration's name. Nothing was applied. Call it NNN_name.sql: three to six digits,"
                            + " then lower-case letters, digits and underscores.");
        }
        return new MigrationFile(
                Integer.parseInt(parts.group(1)), name, text.replace("\r\n", "\n"));
    }

    /**
     * SHA-256 of the text as 64 lower-case hexadecimal digits, the same for LF and CRLF line ends.
     */
    public String checksum() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
