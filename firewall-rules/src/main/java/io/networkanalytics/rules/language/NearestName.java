package io.networkanalytics.rules.language;

import java.util.Collection;
import java.util.Locale;

/** Finds the name that a mistyped one was perhaps meant to be. */
final class NearestName {

    /** Names longer than this are no typing errors; it also bounds the work. */
    private static final int MAX_LENGTH = 64;

    private NearestName() {}

    /**
     * The name with the smallest edit distance, whatever the case; of several the first in
     * alphabetical order.
     *
     * @return "" where all are too far: more than a third of the longer name and more than 2 edits
     */
    static String of(String written, Collection<String> names) {
        String typed = written.toLowerCase(Locale.ROOT);
        String nearest = "";
        int least = Integer.MAX_VALUE;
        for (String name : names) {
            int distance = typed.length() > MAX_LENGTH ? Integer.MAX_VALUE : distance(typed, name);
            int allowed = Math.max(2, Math.max(typed.length(), name.length()) / 3);
            boolean nearer = distance < least || (distance == least && name.compareTo(nearest) < 0);
            if (distance <= allowed && nearer) {
                nearest = name;
                least = distance;
            }
        }
        return nearest;
    }

    /** Insertions, deletions, replacements (Levenshtein 1966). */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
