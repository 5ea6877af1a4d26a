package io.networkanalytics.rules.language;

import java.util.ArrayList;
import java.util.List;

/** Splits an expression into tokens. */
final class Lexer {

    private static final int MAX_HASHES = 255;
    private static final List<String> SYMBOLS =
            List.of(
                    "==", "!=", "<=", ">=", "&&", "||", "^^", "(", ")", "{", "}", ",", "!", "<",
                    ">", "&", "~");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String source) {
        this.source = source;
    }

    /** The tokens, END last. */
    static List<Token> tokens(String source) throws ExpressionException {
        Lexer lexer = new Lexer(source);
        lexer.run();
        return lexer.tokens;
    }

    private void run() throws ExpressionException {
        while (true) {
            while (at < source.length() && isBlank(source.charAt(at))) {
                at++;
            }
            if (at == source.length()) {
                add(Token.Kind.END, "", at, at);
                return;
            }
            char c = source.charAt(at);
            if (c == '"') {
                quoted();
            } else if (c == 'r' && beginsRaw()) {
                raw();
            } else if (isWord(c)) {
                word();
            } else {
                symbol();
            }
        }
    }

    private void word() {
        int start = at;
        while (at < source.length() && isWord(source.charAt(at))) {
            at++;
        }
        add(Token.Kind.WORD, source.substring(start, at), start, at);
    }

    private void symbol() throws ExpressionException {
        for (String symbol : SYMBOLS) {
            if (source.startsWith(symbol, at)) {
                at += symbol.length();
                add(Token.Kind.SYMBOL, symbol, at - symbol.length(), at);
                return;
            }
        }
        int end = source.offsetByCodePoints(at, 1);
        String expected =
                source.charAt(at) == '='
                        ? "== or eq"
                        : "a field, an operator, a literal or a parenthesis";
        throw ExpressionException.at(source, at, end, expected, "");
    }

    /** Escapes stay as they are: what they mean depends on the operator before. */
    private void quoted() throws ExpressionException {
        int start = at;
        at++;
        while (at < source.length() && source.charAt(at) != '"') {
            at += source.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= source.length()) {
            throw unterminated(start, "\"");
        }
        at++;
        add(Token.Kind.QUOTED, source.substring(start + 1, at - 1), start, at);
    }

    private boolean beginsRaw() {
        int i = at + 1;
        while (i < source.length() && source.charAt(i) == '#') {
            i++;
        }
        return i < source.length() && source.charAt(i) == '"';
    }

    private void raw() throws ExpressionException {
        int start = at;
        int quote = source.indexOf('"', at);
        int hashes = quote - at - 1;
        if (hashes > MAX_HASHES) {
            throw ExpressionException.at(
                    source, start, quote, "at most " + MAX_HASHES + " # before the quote", "");
        }
        String close = "\"" + "#".repeat(hashes);
        int end = source.indexOf(close, quote + 1);
        if (end < 0) {
            throw unterminated(start, close);
        }
        at = end + close.length();
        add(Token.Kind.RAW, source.substring(quote + 1, end), start, at);
    }

    private ExpressionException unterminated(int start, String close) {
        return ExpressionException.at(
                source, start, source.length(), close + " at the end of the string", "");
    }

    private void add(Token.Kind kind, String text, int start, int end) {
        tokens.add(new Token(kind, text, start, end));
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static boolean isWord(char c) {
        return (c < 128 && Character.isLetterOrDigit(c)) || "_.:/$-".indexOf(c) >= 0;
    }
}
