package io.networkanalytics.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One SQL statement of a file.
 *
 * @param line line of the file on which it starts, from 1
 * @param sql the statement without its semicolon, comments kept
 */
public record Statement(int line, String sql) {
    /**
     * A token that may hold a semicolon without ending a statement, or the semicolon that ends one.
     */
    private static final Pattern TOKEN =
            Pattern.compile(
                    "(?<comment>--[^\\n]*|/\\*.*?\\*/)"
                            + "|(?<quoted>'(?:[^'\\\\]++|\\\\.|'')*+'|`(?:[^`\\\\]++|\\\\.)*+`|\"(?:[^\"\\\\]++|\\\\.)*+\")"
                            + "|(?<end>;)|(?<code>[^\\s])",
                    Pattern.DOTALL);

    /**
     * Splits at semicolons that stand outside of comments and quotes; parts of nothing but comments
     * are left out.
     *
     * @param text a file after its macros were replaced
     */
    public static List<Statement> split(String text) {
        List<Statement> statements = new ArrayList<>();
        Matcher token = TOKEN.matcher(text);
        int start = -1;
        int end = -1;
        while (token.find()) {
            if (token.group("end") != null) {
                if (start >= 0) {
                    statements.add(of(text, start, end));
                }
                start = -1;
            } else if (token.group("comment") == null) {
                start = start < 0 ? token.start() : start;
                end = token.end();
            }
        }
        if (start >= 0) {
            statements.add(of(text, start, end));
        }
        return List.copyOf(statements);
    }

    private static Statement of(String text, int start, int end) {
        return new Statement(lineAt(text, start), text.substring(start, end));
    }

    /** Line of a position of a text, from 1. */
    static int lineAt(String text, int position) {
        return 1 + (int) text.substring(0, position).chars().filter(c -> c == '\n').count();
    }
}
