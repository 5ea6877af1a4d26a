package io.networkanalytics.rules.language;

/**
 * An expression that is refused. The message is for the person who wrote it: where, what stands
 * there, what was expected, and which name was perhaps meant.
 *
 * <p>It has no stack trace: the place that matters is in the expression.
 */
public final class ExpressionException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;
    private final String token;
    private final String expected;
    private final String nearest;

    ExpressionException(Place place, String token, String expected, String nearest) {
        super(text(place, token, expected, nearest), null, false, false);
        this.line = place.line;
        this.column = place.column;
        this.token = token;
        this.expected = expected;
        this.nearest = nearest;
    }

    static ExpressionException at(String source, Token token, String expected) {
        return at(source, token.start(), token.end(), expected, "");
    }

    static ExpressionException at(
            String source, int start, int end, String expected, String nearest) {
        return new ExpressionException(
                Place.of(source, start), source.substring(start, end), expected, nearest);
    }

    private static String text(Place place, String token, String expected, String nearest) {
        return "line "
                + place.line
                + ", column "
                + place.column
                + ": "
                + (token.isEmpty() ? "the expression ends" : "'" + token + "'")
                + ": expected "
                + expected
                + (nearest.isEmpty() ? "" : "; did you mean " + nearest + "?");
    }

    /** Line of the offending token, from 1. */
    public int line() {
        return line;
    }

    /** Column of its first character, from 1, in Unicode characters. */
    public int column() {
        return column;
    }

    /** The offending token as written, "" at the end of the expression. */
    public String token() {
        return token;
    }

    /** What could have stood there. */
    public String expected() {
        return expected;
    }

    /** The nearest name that exists, or "". */
    public String nearest() {
        return nearest;
    }

    /** Line and column of an offset. */
    private record Place(int line, int column) {

        static Place of(String source, int offset) {
            int line = 1;
            int lineStart = 0;
            for (int i = 0; i < offset; i++) {
                if (source.charAt(i) == '\n') {
                    line++;
                    lineStart = i + 1;
                }
            }
            return new Place(line, source.codePointCount(lineStart, offset) + 1);
        }
    }
}
