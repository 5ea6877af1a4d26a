package io.networkanalytics.rules.language;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.networkanalytics.rules.language.Expression.Condition;
import io.networkanalytics.rules.language.Expression.Contains;
import io.networkanalytics.rules.language.Expression.Matches;
import io.networkanalytics.rules.language.Expression.Wildcard;
import io.networkanalytics.rules.sample.Protocol;
import java.util.Optional;

/** The operators that only text has. */
final class TextOperators {

    private final TokenCursor tokens;
    private final Literals literals;

    TextOperators(TokenCursor tokens, Literals literals) {
        this.tokens = tokens;
        this.literals = literals;
    }

    /** The condition, where one of them stands here. */
    Optional<Condition> condition(Field field) throws ExpressionException {
        if (tokens.accept("contains")) {
            return Optional.of(new Contains(field, literals.text(tokens.next())));
        }
        if (tokens.accept("matches", "~")) {
            return Optional.of(matches(field, tokens.next()));
        }
        if (tokens.accept("wildcard")) {
            return Optional.of(wildcard(field, tokens.next(), false));
        }
        if (tokens.peek().is("strict")) {
            tokens.next();
            tokens.require("wildcard", "wildcard behind strict");
            return Optional.of(wildcard(field, tokens.next(), true));
        }
        return Optional.empty();
    }

    /** Values of ip.proto are names of ours, so another one is a mistake that would never match. */
    void requireKnown(Field field, Token literal, String value) throws ExpressionException {
        if (field == Field.IP_PROTO && !Protocol.numbers().containsKey(value)) {
            throw ExpressionException.at(
                    tokens.source,
                    literal.start(),
                    literal.end(),
                    "the name of a protocol, or ip.proto.num with its number",
                    NearestName.of(value, Protocol.numbers().keySet()));
        }
    }

    private Matches matches(Field field, Token literal) throws ExpressionException {
        String pattern = literals.pattern(literal);
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw ExpressionException.at(
                    tokens.source,
                    literal,
                    "a regular expression in RE2 syntax: " + e.getMessage());
        }
        return new Matches(field, pattern);
    }

    private Wildcard wildcard(Field field, Token literal, boolean strict)
            throws ExpressionException {
        String pattern = literals.text(literal);
        boolean star = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*' && star) {
                throw ExpressionException.at(tokens.source, literal, "no two * side by side");
            }
            star = c == '*';
            if (c == '\\') {
                i++;
                if (i == pattern.length() || "*\\".indexOf(pattern.charAt(i)) < 0) {
                    throw ExpressionException.at(
                            tokens.source, literal, "* or \\ behind \\ in a wildcard pattern");
                }
            }
        }
        return new Wildcard(field, pattern, strict);
    }
}
