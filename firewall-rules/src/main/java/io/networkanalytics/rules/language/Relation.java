package io.networkanalytics.rules.language;

import java.util.Optional;

/** Comparison of a field with one value. */
public enum Relation {
    EQ("eq", "=="),
    NE("ne", "!="),
    LT("lt", "<"),
    LE("le", "<="),
    GT("gt", ">"),
    GE("ge", ">=");

    private final String word;
    private final String symbol;

    Relation(String word, String symbol) {
        this.word = word;
        this.symbol = symbol;
    }

    /** As it is printed. */
    public String word() {
        return word;
    }

    /** As C writes it. */
    public String symbol() {
        return symbol;
    }

    /**
     * Whether two values are so related.
     *
     * @param order negative, 0 or positive, as comparators say
     */
    public boolean holds(int order) {
        return switch (this) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
        };
    }

    static Optional<Relation> of(Token token) {
        for (Relation relation : values()) {
            if (token.is(relation.word) || token.is(relation.symbol)) {
                return Optional.of(relation);
            }
        }
        return Optional.empty();
    }
}
