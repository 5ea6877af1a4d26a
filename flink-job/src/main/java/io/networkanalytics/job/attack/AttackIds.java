package io.networkanalytics.job.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.networkanalytics.model.IpPrefix;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids of attacks: the first eight bytes of SHA-256 of account, target, vector and onset. */
final class AttackIds {

    private static final int BYTES = 8;

    private AttackIds() {}

    /** 16 hexadecimal digits, the same whenever the same traffic is looked at. */
    static String of(long account, IpPrefix target, String vector, long onsetSecond) {
        String text = account + "|" + Targets.withLength(target) + "|" + vector + "|" + onsetSecond;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
