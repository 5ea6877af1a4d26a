package io.networkanalytics.rules.language;

import io.networkanalytics.rules.language.Expression.AddressIn;
import io.networkanalytics.rules.language.Expression.NumberIn;
import io.networkanalytics.rules.language.Expression.TextIn;
import java.util.ArrayList;
import java.util.List;

/** Reads what stands behind {@code in}: values between braces, or the name of a list. */
final class SetParser {

    private final TokenCursor tokens;
    private final Literals literals;
    private final ListSource lists;

    SetParser(TokenCursor tokens, Literals literals, ListSource lists) {
        this.tokens = tokens;
        this.literals = literals;
        this.lists = lists;
    }

    /** Reads one value. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(Literals literals, Token token) throws ExpressionException;
    }

    NumberIn numbers(Operand operand) throws ExpressionException {
        return new NumberIn(operand, values(Literals::numbers));
    }

    AddressIn addresses(Field field) throws ExpressionException {
        return new AddressIn(field, values(Literals::addresses));
    }

    TextIn texts(Field field, TextOperators operators) throws ExpressionException {
        if (isListName(tokens.peek())) {
            return new TextIn(field, items(tokens.next()));
        }
        return new TextIn(
                field,
                values(
                        (reader, token) -> {
                            String value = reader.text(token);
                            operators.requireKnown(field, token, value);
                            return value;
                        }));
    }

    private <T> List<T> values(Reader<T> reader) throws ExpressionException {
        if (isListName(tokens.peek())) {
            return listed(tokens.next(), reader);
        }
        tokens.require("{", "{ or the $name of a list");
        List<T> values = new ArrayList<>();
        while (!tokens.peek().is("}")) {
            if (tokens.peek().kind() == Token.Kind.END) {
                throw tokens.expected("a value or }");
            }
            if (tokens.peek().is(",")) {
                throw tokens.expected("a value or }: values are separated by blanks");
            }
            values.add(reader.read(literals, tokens.next()));
        }
        if (values.isEmpty()) {
            throw tokens.expected("at least one value");
        }
        tokens.next();
        return values;
    }

    private <T> List<T> listed(Token name, Reader<T> reader) throws ExpressionException {
        List<T> values = new ArrayList<>();
        for (String item : items(name)) {
            try {
                Token token = new Token(Token.Kind.WORD, item, 0, item.length());
                values.add(reader.read(new Literals(item), token));
            } catch (ExpressionException e) {
                throw ExpressionException.at(
                        tokens.source,
                        name,
                        "a list of " + e.expected() + ", but it has '" + item + "'");
            }
        }
        return values;
    }

    private List<String> items(Token name) throws ExpressionException {
        return lists.items(name.text().substring(1))
                .orElseThrow(
                        () ->
                                ExpressionException.at(
                                        tokens.source, name, "a list that the account has"));
    }

    private static boolean isListName(Token token) {
        return token.kind() == Token.Kind.WORD && token.text().startsWith("$");
    }
}
