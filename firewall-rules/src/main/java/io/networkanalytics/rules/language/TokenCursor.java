package io.networkanalytics.rules.language;

import java.util.List;
import java.util.Set;

/** Where parsing has come to. */
final class TokenCursor {

    final String source;
    private final List<Token> tokens;
    private int at;

    TokenCursor(String source, List<Token> tokens) {
        this.source = source;
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peekSecond() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    /** The token, and on to the one behind it; the end stays. */
    Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Token.Kind.END) {
            at++;
        }
        return token;
    }

    boolean at(Set<String> words) {
        return !peek().isString() && words.contains(peek().text());
    }

    boolean accept(String... words) {
        for (String word : words) {
            if (peek().is(word)) {
                at++;
                return true;
            }
        }
        return false;
    }

    void require(String word, String expected) throws ExpressionException {
        if (!accept(word)) {
            throw expected(expected);
        }
    }

    /** The error that something else was expected here. */
    ExpressionException expected(String expected) {
        return ExpressionException.at(source, peek(), expected);
    }
}
