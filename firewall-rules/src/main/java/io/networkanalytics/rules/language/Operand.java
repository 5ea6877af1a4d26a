package io.networkanalytics.rules.language;

import io.networkanalytics.rules.sample.HeaderBits;
import io.networkanalytics.rules.sample.HeaderBits.Header;
import io.networkanalytics.rules.sample.SampleView;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** A number that a packet has. */
public sealed interface Operand {

    /** Gives {@link SampleView#MISSING} where a sample lacks it. */
    ToLongFunction<SampleView> reader();

    /**
     * A field.
     *
     * @param field of type NUMBER
     */
    record FieldOperand(Field field) implements Operand {

        public FieldOperand {
            if (field.type() != FieldType.NUMBER) {
                throw new IllegalArgumentException(field.title() + " is no number");
            }
        }

        @Override
        public ToLongFunction<SampleView> reader() {
            return field.number();
        }

        @Override
        public String toString() {
            return field.title();
        }
    }

    /**
     * Bits of a header or behind it.
     *
     * @param header where offsets count from
     * @param start first bit
     * @param end bit behind the last
     */
    record BitSlice(Header header, int start, int end) implements Operand {

        /** Bits, at most. */
        public static final int MAX_BITS = 32;

        /** The highest offset. */
        public static final int MAX_OFFSET = 2040;

        public BitSlice {
            if (start < 0 || start >= end || end - start > MAX_BITS || end > MAX_OFFSET) {
                throw new IllegalArgumentException("bits " + start + " to " + end);
            }
        }

        @Override
        public ToLongFunction<SampleView> reader() {
            return view -> HeaderBits.read(view, header, start, end);
        }

        @Override
        public String toString() {
            String name = header.name().toLowerCase(Locale.ROOT);
            return "bit_slice(" + name + ", " + start + ", " + end + ")";
        }
    }
}
