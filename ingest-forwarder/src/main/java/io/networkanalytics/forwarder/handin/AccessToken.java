package io.networkanalytics.forwarder.handin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/** A secret that senders show as {@code Authorization: Bearer TOKEN}. Never printed. */
public final class AccessToken {

    private static final String SCHEME = "Bearer ";

    private final byte[] token;

    private AccessToken(byte[] token) {
        this.token = token;
    }

    /**
     * @param file holds the token and perhaps a line end; empty: everybody may send
     * @param input for the message
     * @throws UncheckedIOException if it cannot be read or is empty
     */
    public static AccessToken read(Optional<Path> file, String input) {
        if (file.isEmpty()) {
            return new AccessToken(new byte[0]);
        }
        try {
            String text = Files.readString(file.get()).strip();
            if (text.isEmpty()) {
                throw new IOException("the file is empty");
            }
            return new AccessToken(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "input "
                            + input
                            + ": tokenFile "
                            + file.get()
                            + " cannot be used: "
                            + e.getMessage()
                            + ". Nothing was started. Write the token into it, readable by the forwarder.",
                    e);
        }
    }

    /**
     * Compares in constant time.
     *
     * @param authorization the header, or null
     */
    public boolean permits(String authorization) {
        if (token.length == 0) {
            return true;
        }
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        token, authorization.substring(SCHEME.length()).strip().getBytes(UTF_8));
    }
}
