package io.networkanalytics.rules.language;

import java.util.List;

/** A checked expression: every literal has the type of its field. */
public sealed interface Expression {

    /** The expression in the language; parsing it gives an equal tree. */
    default String text() {
        return Printer.print(this);
    }

    /** True if all operands are; two or more. */
    record And(List<Expression> operands) implements Expression {
        public And {
            operands = several(operands);
        }
    }

    /** True if at least one operand is; two or more. */
    record Or(List<Expression> operands) implements Expression {
        public Or {
            operands = several(operands);
        }
    }

    /** True if an odd number of operands is; two or more. */
    record Xor(List<Expression> operands) implements Expression {
        public Xor {
            operands = several(operands);
        }
    }

    /** True if the operand is not. */
    record Not(Expression operand) implements Expression {}

    /** What compares something of the packet with literals, or asks a boolean field. */
    sealed interface Condition extends Expression {}

    /** A boolean field. */
    record Truth(Field field) implements Condition {}

    /** A number against a number. */
    record NumberComparison(Operand operand, Relation relation, long value) implements Condition {}

    /** An address against an address. */
    record AddressComparison(Field field, Relation relation, Address value) implements Condition {}

    /** Text against text, ordered by Unicode characters, which is the order of its bytes. */
    record TextComparison(Field field, Relation relation, String value) implements Condition {}

    /** A number in a set. */
    record NumberIn(Operand operand, List<NumberRange> ranges) implements Condition {
        public NumberIn {
            ranges = List.copyOf(ranges);
        }
    }

    /** An address in a set. */
    record AddressIn(Field field, List<AddressRange> ranges) implements Condition {
        public AddressIn {
            ranges = List.copyOf(ranges);
        }
    }

    /** Text in a set. */
    record TextIn(Field field, List<String> values) implements Condition {
        public TextIn {
            values = List.copyOf(values);
        }
    }

    /** Bits of a number: true if one of the mask's is set. */
    record BitwiseAnd(Operand operand, long mask) implements Condition {}

    /** Text that contains another. */
    record Contains(Field field, String part) implements Condition {}

    /** Text in which a regular expression (RE2 syntax) is found. */
    record Matches(Field field, String pattern) implements Condition {}

    /**
     * Text that is wholly described by a pattern in which * stands for any characters.
     *
     * @param strict whether case counts
     */
    record Wildcard(Field field, String pattern, boolean strict) implements Condition {}

    private static List<Expression> several(List<Expression> operands) {
        if (operands.size() < 2) {
            throw new IllegalArgumentException(operands.size() + " operands; it takes two or more");
        }
        return List.copyOf(operands);
    }
}
