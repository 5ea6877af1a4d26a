package io.networkanalytics.rules.language;

import io.networkanalytics.rules.language.Expression.AddressComparison;
import io.networkanalytics.rules.language.Expression.BitwiseAnd;
import io.networkanalytics.rules.language.Expression.Condition;
import io.networkanalytics.rules.language.Expression.NumberComparison;
import io.networkanalytics.rules.language.Expression.TextComparison;
import io.networkanalytics.rules.language.Expression.Truth;
import io.networkanalytics.rules.language.Operand.BitSlice;
import io.networkanalytics.rules.language.Operand.FieldOperand;
import io.networkanalytics.rules.sample.HeaderBits.Header;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads one condition, and checks that operator and literal fit the type of its field. */
final class ConditionParser {

    private static final String BIT_SLICE = "bit_slice";
    private static final List<String> NAMES =
            Arrays.stream(Field.values()).map(Field::title).toList();
    private static final List<String> HEADERS =
            Arrays.stream(Header.values()).map(h -> h.name().toLowerCase(Locale.ROOT)).toList();

    private final TokenCursor tokens;
    private final Literals literals;
    private final SetParser sets;
    private final TextOperators texts;

    ConditionParser(TokenCursor tokens, ListSource lists) {
        this.tokens = tokens;
        this.literals = new Literals(tokens.source);
        this.sets = new SetParser(tokens, literals, lists);
        this.texts = new TextOperators(tokens, literals);
    }

    Condition condition() throws ExpressionException {
        Token name = tokens.peek();
        if (name.kind() != Token.Kind.WORD) {
            throw tokens.expected("a field, not or (");
        }
        if (tokens.peekSecond().is("(")) {
            return number(bitSlice());
        }
        Optional<Field> field = Field.of(name.text());
        if (field.isEmpty()) {
            throw ExpressionException.at(
                    tokens.source,
                    name.start(),
                    name.end(),
                    "a field",
                    NearestName.of(name.text(), NAMES));
        }
        tokens.next();
        return switch (field.get().type()) {
            case BOOLEAN -> truth(field.get());
            case NUMBER -> number(new FieldOperand(field.get()));
            case ADDRESS -> address(field.get());
            case TEXT -> text(field.get());
        };
    }

    private Condition truth(Field field) throws ExpressionException {
        Token behind = tokens.peek();
        if (Relation.of(behind).isPresent() || behind.is("in") || behind.is("&")) {
            throw tokens.expected(
                    "no operator: " + field.title() + " is a condition by itself, not negates it");
        }
        return new Truth(field);
    }

    private Condition number(Operand operand) throws ExpressionException {
        Optional<Relation> relation = Relation.of(tokens.peek());
        if (relation.isPresent()) {
            tokens.next();
            return new NumberComparison(operand, relation.get(), literals.number(tokens.next()));
        }
        if (tokens.accept("in")) {
            return sets.numbers(operand);
        }
        if (tokens.accept("&", "bitwise_and")) {
            return new BitwiseAnd(operand, literals.number(tokens.next()));
        }
        throw noOperator(operand.toString(), FieldType.NUMBER, ", in or &");
    }

    private Condition address(Field field) throws ExpressionException {
        Optional<Relation> relation = Relation.of(tokens.peek());
        if (relation.isPresent()) {
            tokens.next();
            return new AddressComparison(field, relation.get(), literals.address(tokens.next()));
        }
        if (tokens.accept("in")) {
            return sets.addresses(field);
        }
        throw noOperator(field.title(), FieldType.ADDRESS, " or in");
    }

    private Condition text(Field field) throws ExpressionException {
        Optional<Relation> relation = Relation.of(tokens.peek());
        if (relation.isPresent()) {
            tokens.next();
            Token literal = tokens.next();
            String value = literals.text(literal);
            if (relation.get() == Relation.EQ || relation.get() == Relation.NE) {
                texts.requireKnown(field, literal, value);
            }
            return new TextComparison(field, relation.get(), value);
        }
        if (tokens.accept("in")) {
            return sets.texts(field, texts);
        }
        Optional<Condition> condition = texts.condition(field);
        if (condition.isPresent()) {
            return condition.get();
        }
        throw noOperator(
                field.title(),
                FieldType.TEXT,
                ", in, contains, matches, wildcard, strict wildcard");
    }

    private ExpressionException noOperator(String left, FieldType type, String more) {
        return tokens.expected(
                "an operator for the "
                        + type.title()
                        + " "
                        + left
                        + ": eq, ne, lt, le, gt, ge"
                        + more);
    }

    private Operand bitSlice() throws ExpressionException {
        Token name = tokens.peek();
        if (!name.is(BIT_SLICE)) {
            throw ExpressionException.at(
                    tokens.source,
                    name.start(),
                    name.end(),
                    "a field; the only function is " + BIT_SLICE,
                    NearestName.of(name.text(), List.of(BIT_SLICE)));
        }
        tokens.next();
        tokens.next();
        Token header = tokens.next();
        if (header.kind() != Token.Kind.WORD || !HEADERS.contains(header.text())) {
            throw ExpressionException.at(
                    tokens.source, header, "a header: " + String.join(", ", HEADERS));
        }
        tokens.require(",", "a comma");
        Token start = tokens.next();
        int first = offset(start, 0);
        tokens.require(",", "a comma");
        int last = offset(tokens.next(), first + 1);
        if (last - first > BitSlice.MAX_BITS) {
            throw ExpressionException.at(
                    tokens.source, start, "at most " + BitSlice.MAX_BITS + " bits");
        }
        tokens.require(")", ")");
        return new BitSlice(Header.valueOf(header.text().toUpperCase(Locale.ROOT)), first, last);
    }

    private int offset(Token token, int least) throws ExpressionException {
        long value = literals.number(token);
        if (value < least || value > BitSlice.MAX_OFFSET) {
            throw ExpressionException.at(
                    tokens.source,
                    token,
                    "an offset from " + least + " to " + BitSlice.MAX_OFFSET + " bits");
        }
        return (int) value;
    }
}
