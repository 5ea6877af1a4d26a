package io.networkanalytics.rules.evaluate;

import io.networkanalytics.rules.language.Address;
import io.networkanalytics.rules.language.Expression;
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
import io.networkanalytics.rules.language.Field;
import io.networkanalytics.rules.language.Relation;
import io.networkanalytics.rules.sample.SampleView;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Compiles an expression to a tree of tests on primitives. A missing number reads as the least
 * long, which no literal is, and missing text as null.
 */
public final class Conditions {

    private static final long MISSING = SampleView.MISSING;

    private Conditions() {}

    /** The test that an expression is. It allocates nothing, but see {@link TextMatching#regex}. */
    public static Predicate<SampleView> compile(Expression e) {
        if (e instanceof And and) {
            return all(compile(and.operands()));
        } else if (e instanceof Or or) {
            return any(compile(or.operands()));
        } else if (e instanceof Xor xor) {
            return odd(compile(xor.operands()));
        } else if (e instanceof Not not) {
            Predicate<SampleView> test = compile(not.operand());
            return view -> !test.test(view);
        } else if (e instanceof Truth truth) {
            return truth.field().condition();
        } else if (e instanceof NumberComparison c) {
            return compare(c.operand().reader(), c.relation(), c.value());
        } else if (e instanceof NumberIn c) {
            NumberSet set = new NumberSet(c.ranges());
            ToLongFunction<SampleView> reader = c.operand().reader();
            return view -> set.contains(reader.applyAsLong(view));
        } else if (e instanceof BitwiseAnd c) {
            return masked(c.operand().reader(), c.mask());
        } else if (e instanceof AddressComparison c) {
            return compare(c.field(), c.relation(), c.value());
        } else if (e instanceof AddressIn c) {
            return in(c.field(), new AddressSet(c.ranges()));
        } else {
            return text(e);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array cannot be generic
    private static Predicate<SampleView>[] compile(List<Expression> operands) {
        return operands.stream().map(Conditions::compile).toArray(Predicate[]::new);
    }

    private static Predicate<SampleView> all(Predicate<SampleView>[] tests) {
        return view -> {
            for (Predicate<SampleView> test : tests) {
                if (!test.test(view)) {
                    return false;
                }
            }
            return true;
        };
    }

    private static Predicate<SampleView> any(Predicate<SampleView>[] tests) {
        return view -> {
            for (Predicate<SampleView> test : tests) {
                if (test.test(view)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static Predicate<SampleView> odd(Predicate<SampleView>[] tests) {
        return view -> {
            boolean odd = false;
            for (Predicate<SampleView> test : tests) {
                odd ^= test.test(view);
            }
            return odd;
        };
    }

    private static Predicate<SampleView> compare(
            ToLongFunction<SampleView> reader, Relation relation, long value) {
        return switch (relation) {
            case EQ -> view -> reader.applyAsLong(view) == value;
            case NE -> view -> reader.applyAsLong(view) != value;
            case LT ->
                    view -> {
                        long found = reader.applyAsLong(view);
                        return found < value && found != MISSING;
                    };
            case LE ->
                    view -> {
                        long found = reader.applyAsLong(view);
                        return found <= value && found != MISSING;
                    };
            case GT -> view -> reader.applyAsLong(view) > value;
            case GE -> view -> reader.applyAsLong(view) >= value;
        };
    }

    private static Predicate<SampleView> masked(ToLongFunction<SampleView> reader, long mask) {
        return view -> {
            long found = reader.applyAsLong(view);
            return found != MISSING && (found & mask) != 0;
        };
    }

    private static Predicate<SampleView> compare(Field field, Relation relation, Address value) {
        boolean source = field == Field.IP_SRC;
        boolean v4 = value.isV4();
        long high = value.high();
        long low = value.low();
        return view -> {
            long foundHigh = view.addressHigh(source);
            long foundLow = view.addressLow(source);
            boolean comparable = view.hasAddress(source) && Address.isV4(foundHigh, foundLow) == v4;
            return comparable
                    ? relation.holds(Address.compare(foundHigh, foundLow, high, low))
                    : relation == Relation.NE;
        };
    }

    private static Predicate<SampleView> in(Field field, AddressSet set) {
        boolean source = field == Field.IP_SRC;
        return view ->
                view.hasAddress(source)
                        && set.contains(view.addressHigh(source), view.addressLow(source));
    }

    private static Predicate<SampleView> text(Expression e) {
        if (e instanceof TextComparison c) {
            return compare(c.field().text(), c.relation(), c.value());
        } else if (e instanceof TextIn c) {
            return where(c.field(), Set.copyOf(c.values())::contains);
        } else if (e instanceof Contains c) {
            String part = c.part();
            return where(c.field(), text -> text.contains(part));
        } else if (e instanceof Matches c) {
            return where(c.field(), TextMatching.regex(c.pattern()));
        } else if (e instanceof Wildcard c) {
            return where(c.field(), TextMatching.wildcard(c.pattern(), c.strict()));
        }
        throw new IllegalStateException(e.getClass().getName());
    }

    private static Predicate<SampleView> compare(
            Function<SampleView, String> reader, Relation relation, String value) {
        return view -> {
            String found = reader.apply(view);
            return found == null
                    ? relation == Relation.NE
                    : relation.holds(TextMatching.compare(found, value));
        };
    }

    private static Predicate<SampleView> where(Field field, Predicate<String> test) {
        Function<SampleView, String> reader = field.text();
        return view -> {
            String found = reader.apply(view);
            return found != null && test.test(found);
        };
    }
}
