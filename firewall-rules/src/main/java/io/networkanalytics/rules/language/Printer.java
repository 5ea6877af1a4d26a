package io.networkanalytics.rules.language;

import io.networkanalytics.rules.language.Expression.AddressComparison;
import io.networkanalytics.rules.language.Expression.AddressIn;
import io.networkanalytics.rules.language.Expression.And;
import io.networkanalytics.rules.language.Expression.BitwiseAnd;
import io.networkanalytics.rules.language.Expression.Contains;
import io.networkanalytics.rules.language.Expression.Matches;
import io.networkanalytics.rules.language.Expression.Not;
import io.networkanalytics.rules.language.Expression.NumberComparison;
import io.networkanalytics.rules.language.Expression.NumberIn;
import io.networkanalytics.rules.language.Expression.Or;
import io.networkanalytics.rules.language.Expression.TextComparison;
import io.networkanalytics.rules.language.Expression.TextIn;
import io.networkanalytics.rules.language.Expression.Truth;
import io.networkanalytics.rules.language.Expression.Wildcard;
import io.networkanalytics.rules.language.Expression.Xor;
import java.util.List;
import java.util.stream.Collectors;

/** Prints an expression in the language, with no more parentheses than it takes. */
final class Printer {

    private static final int OR = 0;
    private static final int XOR = 1;
    private static final int AND = 2;
    private static final int NOT = 3;

    private Printer() {}

    static String print(Expression expression) {
        return print(expression, OR);
    }

    private static String print(Expression e, int around) {
        // Java 17 has no switch over sealed types.
        if (e instanceof Or or) {
            return chain(" or ", or.operands(), OR, around);
        } else if (e instanceof Xor xor) {
            return chain(" xor ", xor.operands(), XOR, around);
        } else if (e instanceof And and) {
            return chain(" and ", and.operands(), AND, around);
        } else if (e instanceof Not not) {
            return "not " + print(not.operand(), NOT);
        } else if (e instanceof Truth truth) {
            return truth.field().title();
        } else if (e instanceof NumberComparison c) {
            return c.operand() + " " + c.relation().word() + " " + c.value();
        } else if (e instanceof BitwiseAnd c) {
            return c.operand() + " & " + c.mask();
        } else if (e instanceof NumberIn c) {
            return c.operand() + " in " + set(c.ranges());
        } else {
            return fieldCondition(e);
        }
    }

    private static String fieldCondition(Expression e) {
        if (e instanceof AddressComparison c) {
            return c.field().title() + " " + c.relation().word() + " " + c.value();
        } else if (e instanceof AddressIn c) {
            return c.field().title() + " in " + set(c.ranges());
        } else if (e instanceof TextComparison c) {
            return c.field().title() + " " + c.relation().word() + " " + quoted(c.value());
        } else if (e instanceof TextIn c) {
            return c.field().title()
                    + " in "
                    + set(c.values().stream().map(Printer::quoted).toList());
        } else if (e instanceof Contains c) {
            return c.field().title() + " contains " + quoted(c.part());
        } else if (e instanceof Matches c) {
            return c.field().title() + " matches " + raw(c.pattern());
        } else if (e instanceof Wildcard c) {
            return c.field().title()
                    + (c.strict() ? " strict wildcard " : " wildcard ")
                    + quoted(c.pattern());
        }
        throw new IllegalStateException(e.getClass().getName());
    }

    /** A chain within a chain of its own kind keeps its parentheses: the tree had two. */
    private static String chain(
            String operator, List<Expression> operands, int strength, int around) {
        String text =
                operands.stream()
                        .map(operand -> print(operand, strength + 1))
                        .collect(Collectors.joining(operator));
        return strength < around ? "(" + text + ")" : text;
    }

    private static String set(List<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(" ", "{", "}"));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String raw(String pattern) {
        StringBuilder hashes = new StringBuilder();
        while (pattern.contains("\"" + hashes)) {
            hashes.append('#');
        }
        return "r" + hashes + "\"" + pattern + "\"" + hashes;
    }
}
