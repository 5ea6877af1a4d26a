package io.networkanalytics.rules;

import io.networkanalytics.rules.language.Address;
import io.networkanalytics.rules.language.AddressRange;
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
import io.networkanalytics.rules.language.FieldType;
import io.networkanalytics.rules.language.NumberRange;
import io.networkanalytics.rules.language.Operand;
import io.networkanalytics.rules.language.Operand.BitSlice;
import io.networkanalytics.rules.language.Operand.FieldOperand;
import io.networkanalytics.rules.language.Relation;
import io.networkanalytics.rules.sample.HeaderBits.Header;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Expressions of every form, over the values that {@link RandomSamples} have, or nearly. */
final class RandomExpressions {

    static final List<String> TEXTS =
            List.of("US", "DE", "ams01", "AMS01", "fra02", "tcp", "udp", "W\"E\\U\nR", "é", "😀");

    private final Random random;

    RandomExpressions(Random random) {
        this.random = random;
    }

    Expression expression(int depth) {
        int form = depth == 0 ? 9 : random.nextInt(10);
        return switch (form) {
            case 0, 1, 2 -> new And(operands(depth));
            case 3, 4 -> new Or(operands(depth));
            case 5 -> new Xor(operands(depth));
            case 6 -> new Not(expression(depth - 1));
            default -> condition();
        };
    }

    private List<Expression> operands(int depth) {
        return list(2 + random.nextInt(2), () -> expression(depth - 1));
    }

    Expression condition() {
        return switch (random.nextInt(8)) {
            case 0 -> new Truth(field(FieldType.BOOLEAN));
            case 1 -> new NumberComparison(operand(), relation(), number());
            case 2 -> new NumberIn(operand(), list(1 + random.nextInt(4), this::numbers));
            case 3 -> new BitwiseAnd(operand(), random.nextInt(256));
            case 4 -> new AddressComparison(field(FieldType.ADDRESS), relation(), address());
            case 5 ->
                    new AddressIn(
                            field(FieldType.ADDRESS), list(1 + random.nextInt(4), this::addresses));
            default -> text();
        };
    }

    private Expression text() {
        Field field = field(FieldType.TEXT);
        return switch (random.nextInt(5)) {
            // Names that are no protocol's are refused for ip.proto.
            case 0 -> new TextComparison(notProtocol(field), relation(), pick(TEXTS));
            case 1 ->
                    new TextIn(notProtocol(field), list(1 + random.nextInt(3), () -> pick(TEXTS)));
            case 2 -> new Contains(field, pick(List.of("m", "", "U", "s0", "\\")));
            case 3 ->
                    new Matches(
                            field, pick(List.of("^a", "0[12]$", "(?i)us", "\"", ".", "^[a-z]+$")));
            default ->
                    new Wildcard(
                            field,
                            pick(List.of("*", "a*", "*S*", "u?", "ams01", "A*1", "*\\\\*")),
                            random.nextBoolean());
        };
    }

    private static Field notProtocol(Field field) {
        return field == Field.IP_PROTO ? Field.CF_COLO_NAME : field;
    }

    private Operand operand() {
        if (random.nextInt(5) == 0) {
            int start = random.nextInt(80);
            return new BitSlice(
                    pick(Arrays.asList(Header.values())), start, start + 1 + random.nextInt(32));
        }
        return new FieldOperand(field(FieldType.NUMBER));
    }

    private NumberRange numbers() {
        long first = number();
        return new NumberRange(first, first + (random.nextBoolean() ? 0 : random.nextInt(500)));
    }

    private AddressRange addresses() {
        Address one = address();
        Address two = address();
        if (one.isV4() != two.isV4() || random.nextInt(3) == 0) {
            return new AddressRange(one, one);
        }
        if (random.nextBoolean() && one.isV4()) {
            long mask = (1L << random.nextInt(33)) - 1;
            long bits = one.low() & 0xFFFF_FFFFL;
            return new AddressRange(Address.v4(bits & ~mask), Address.v4(bits | mask));
        }
        return one.compareTo(two) <= 0 ? new AddressRange(one, two) : new AddressRange(two, one);
    }

    Address address() {
        if (random.nextInt(3) == 0) {
            long low = random.nextInt(4);
            return new Address(0x20010db8_00000000L + random.nextInt(2), low);
        }
        return Address.v4(0x0A00_0000L + random.nextInt(4) * 256L + random.nextInt(4));
    }

    long number() {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextInt(4) - 2;
            case 1 -> random.nextInt(256);
            case 2 -> pick(RandomSamples.PORTS);
            case 3 -> pick(RandomSamples.PROTOCOLS);
            case 4 -> 64500 + random.nextInt(3);
            case 5 -> random.nextInt(70_000);
            case 6 -> random.nextLong(-Long.MAX_VALUE, Long.MAX_VALUE - 500);
            default -> random.nextInt(8);
        };
    }

    private Relation relation() {
        return pick(Arrays.asList(Relation.values()));
    }

    private Field field(FieldType type) {
        return pick(Arrays.stream(Field.values()).filter(f -> f.type() == type).toList());
    }

    <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static <T> List<T> list(int size, Supplier<T> supplier) {
        List<T> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(supplier.get());
        }
        return values;
    }
}
