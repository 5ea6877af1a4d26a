package io.networkanalytics.forwarder.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The word that somebody probably meant: the smallest edit distance (Levenshtein 1966), if it is
 * small.
 */
final class Nearest {

    private Nearest() {}

    static Optional<String> to(String word, List<String> candidates) {
        int limit = Math.max(2, word.length() / 3);
        String lower = word.toLowerCase(Locale.ROOT);
        return candidates.stream()
                .filter(candidate -> distance(lower, candidate.toLowerCase(Locale.ROOT)) <= limit)
                .min(
                        Comparator.comparingInt(
                                candidate -> distance(lower, candidate.toLowerCase(Locale.ROOT))));
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
