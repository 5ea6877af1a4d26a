package io.networkanalytics.rules.language;

/**
 * A piece of the text of an expression.
 *
 * @param kind what it is
 * @param text what counts of it: of a string what is between its quotes, as written
 * @param start where it begins, in chars
 * @param end where it ends
 */
record Token(Kind kind, String text, int start, int end) {

    enum Kind {
        /**
         * Name, keyword, number, address or bytes: which of them says the place where it stands.
         */
        WORD,
        QUOTED,
        RAW,
        SYMBOL,
        END
    }

    boolean is(String expected) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equals(expected);
    }

    boolean isString() {
        return kind == Kind.QUOTED || kind == Kind.RAW;
    }
}
