package io.networkanalytics.rules;

import io.networkanalytics.rules.language.ExpressionException;
import io.networkanalytics.rules.language.ListSource;
import io.networkanalytics.rules.language.Parser;

/** The language of rules, without rules. */
public final class RuleExpression {

    private RuleExpression() {}

    /**
     * Compiles an expression without named lists.
     *
     * @throws ExpressionException if it is refused; its message says where and why
     */
    public static CompiledExpression compile(String expression) throws ExpressionException {
        return compile(expression, ListSource.NONE);
    }

    /**
     * Compiles an expression.
     *
     * @param expression at most {@link Parser#MAX_LENGTH} characters
     * @param lists what {@code $name} stands for, now: a list that changes later asks for compiling
     *     again
     * @throws ExpressionException if it is refused; its message says where and why
     */
    public static CompiledExpression compile(String expression, ListSource lists)
            throws ExpressionException {
        return new CompiledExpression(Parser.parse(expression, lists));
    }
}
