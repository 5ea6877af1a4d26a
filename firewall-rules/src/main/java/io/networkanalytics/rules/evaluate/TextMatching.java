package io.networkanalytics.rules.evaluate;

import com.google.re2j.Pattern;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;

/** Patterns over text. */
final class TextMatching {

    private static final int REMEMBERED = 256;

    private TextMatching() {}

    /** Order of UTF-8 bytes, which is that of Unicode characters but not that of Java's chars. */
    static int compare(String a, String b) {
        int i = 0;
        while (i < a.length() && i < b.length() && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        if (i == a.length() || i == b.length()) {
            return a.length() - b.length();
        }
        boolean inPair = Character.isLowSurrogate(a.charAt(i)) && i > 0;
        int at = inPair && Character.isHighSurrogate(a.charAt(i - 1)) ? i - 1 : i;
        return Integer.compare(a.codePointAt(at), b.codePointAt(at));
    }

    /**
     * Finds a regular expression, in time linear in the text (RE2). The texts of fields repeat, so
     * answers are remembered: only a text that was not met lately is searched.
     */
    static Predicate<String> regex(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        AtomicReferenceArray<Answer> answers = new AtomicReferenceArray<>(REMEMBERED);
        return text -> {
            int slot = (text.hashCode() ^ (text.hashCode() >>> 16)) & (REMEMBERED - 1);
            Answer known = answers.get(slot);
            if (known != null && known.text.equals(text)) {
                return known.found;
            }
            boolean found = compiled.matcher(text).find();
            answers.set(slot, new Answer(text, found));
            return found;
        };
    }

    private record Answer(String text, boolean found) {}

    /** Whether a pattern with * describes all of a text; case folds for ASCII. */
    static Predicate<String> wildcard(String pattern, boolean strict) {
        StringBuilder characters = new StringBuilder();
        StringBuilder stars = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            boolean star = pattern.charAt(i) == '*';
            if (pattern.charAt(i) == '\\') {
                i++;
            }
            characters.append(strict ? pattern.charAt(i) : lower(pattern.charAt(i)));
            stars.append(star ? '*' : ' ');
        }
        String wanted = characters.toString();
        String kinds = stars.toString();
        return text -> wildcard(wanted, kinds, text, strict);
    }

    /** Goes back to the last star only, so at most length times length steps. */
    private static boolean wildcard(String wanted, String kinds, String text, boolean strict) {
        int p = 0;
        int t = 0;
        int star = -1;
        int starText = 0;
        while (t < text.length()) {
            char c = strict ? text.charAt(t) : lower(text.charAt(t));
            if (p < wanted.length() && kinds.charAt(p) == '*') {
                star = p++;
                starText = t;
            } else if (p < wanted.length() && wanted.charAt(p) == c) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++starText;
            } else {
                return false;
            }
        }
        while (p < wanted.length() && kinds.charAt(p) == '*') {
            p++;
        }
        return p == wanted.length();
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }
}
