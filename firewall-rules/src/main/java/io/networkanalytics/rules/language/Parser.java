package io.networkanalytics.rules.language;

import io.networkanalytics.rules.language.Expression.And;
import io.networkanalytics.rules.language.Expression.Not;
import io.networkanalytics.rules.language.Expression.Or;
import io.networkanalytics.rules.language.Expression.Xor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Recursive descent over {@code or}, {@code xor}, {@code and}, {@code not}, from the weakest to the
 * strongest. What stands between them reads {@link ConditionParser}.
 */
public final class Parser {

    /** Characters of an expression, at most. */
    public static final int MAX_LENGTH = 4096;

    /** Parentheses and negations within each other, at most. */
    public static final int MAX_NESTING = 128;

    private final TokenCursor tokens;
    private final ConditionParser conditions;
    private int nesting;

    private Parser(TokenCursor tokens, ConditionParser conditions) {
        this.tokens = tokens;
        this.conditions = conditions;
    }

    /** An expression within another one. */
    @FunctionalInterface
    private interface Level {
        Expression parse() throws ExpressionException;
    }

    /**
     * Reads and checks an expression.
     *
     * @param source its text
     * @param lists what {@code $name} stands for
     * @throws ExpressionException if it is refused; it says where and why
     */
    public static Expression parse(String source, ListSource lists) throws ExpressionException {
        if (source.length() > MAX_LENGTH) {
            int end = source.offsetByCodePoints(MAX_LENGTH - 1, 1);
            throw ExpressionException.at(
                    source,
                    Math.min(MAX_LENGTH, end),
                    source.length(),
                    "the end: an expression has at most " + MAX_LENGTH + " characters",
                    "");
        }
        TokenCursor tokens = new TokenCursor(source, Lexer.tokens(source));
        Parser parser = new Parser(tokens, new ConditionParser(tokens, lists));
        Expression expression = parser.or();
        if (tokens.peek().kind() != Token.Kind.END) {
            throw tokens.expected("and, or, xor or the end");
        }
        return expression;
    }

    private Expression or() throws ExpressionException {
        return several(Set.of("or", "||"), this::xor, Or::new);
    }

    private Expression xor() throws ExpressionException {
        return several(Set.of("xor", "^^"), this::and, Xor::new);
    }

    private Expression and() throws ExpressionException {
        return several(Set.of("and", "&&"), this::unary, And::new);
    }

    /** One operand stays as it is; a chain is flat, so its length costs no stack. */
    private Expression several(
            Set<String> operators, Level level, Function<List<Expression>, Expression> join)
            throws ExpressionException {
        Expression first = level.parse();
        if (!tokens.at(operators)) {
            return first;
        }
        List<Expression> operands = new ArrayList<>();
        operands.add(first);
        while (tokens.at(operators)) {
            tokens.next();
            operands.add(level.parse());
        }
        return join.apply(operands);
    }

    private Expression unary() throws ExpressionException {
        if (tokens.at(Set.of("not", "!"))) {
            nest();
            tokens.next();
            Expression operand = unary();
            nesting--;
            return new Not(operand);
        }
        if (tokens.at(Set.of("("))) {
            nest();
            tokens.next();
            Expression inner = or();
            tokens.require(")", "and, or, xor or )");
            nesting--;
            return inner;
        }
        return conditions.condition();
    }

    private void nest() throws ExpressionException {
        nesting++;
        if (nesting > MAX_NESTING) {
            throw tokens.expected("at most " + MAX_NESTING + " nested parentheses and negations");
        }
    }
}
