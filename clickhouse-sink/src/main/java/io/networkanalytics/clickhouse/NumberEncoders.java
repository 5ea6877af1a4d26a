package io.networkanalytics.clickhouse;

import io.networkanalytics.clickhouse.ClickHouseColumn.DoubleAccessor;
import io.networkanalytics.clickhouse.ClickHouseColumn.LongAccessor;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;

/** Columns of numbers; templates, see {@link EncoderTemplate}. */
final class NumberEncoders {

    private NumberEncoders() {}

    @SuppressWarnings("unchecked") // templates are written for any row; the accessor has its type
    static <T> ColumnEncoder<T> encoder(Class<?> template, String column, Object accessor) {
        return (ColumnEncoder<T>)
                EncoderTemplate.copy(MethodHandles.lookup(), template, column, accessor);
    }

    // The accessor is of the column's row, and so is every row that comes.
    @SuppressWarnings("unchecked")
    private static LongAccessor<Object> longAccessor(MethodHandles.Lookup copy) {
        return EncoderTemplate.constant(copy, LongAccessor.class);
    }

    @SuppressWarnings("unchecked")
    private static DoubleAccessor<Object> doubleAccessor(MethodHandles.Lookup copy) {
        return EncoderTemplate.constant(copy, DoubleAccessor.class);
    }

    private abstract static class FixedWidth extends ColumnEncoder<Object> {
        private final GrowableBytes bytes = new GrowableBytes();

        @Override
        final void unstage(byte[] stage, int first, int stride, int rows) {
            bytes.putStrided(stage, first, stride, rows, stagedWidth());
        }

        @Override
        final void writeTo(OutputStream out) throws IOException {
            bytes.writeTo(out);
        }

        @Override
        final void clear() {
            bytes.clear();
        }
    }

    static final class OneByte extends FixedWidth {
        private static final LongAccessor<Object> VALUE = longAccessor(MethodHandles.lookup());
        private static final String NAME = EncoderTemplate.column(MethodHandles.lookup());

        @Override
        int stagedWidth() {
            return 1;
        }

        @Override
        int append(Object row, byte[] stage, int at) {
            long v = VALUE.get(row);
            if ((v & ~0xffL) != 0) {
                throw outOfRange(NAME, v, 0xffL);
            }
            stage[at] = (byte) v;
            return 1;
        }
    }

    static final class TwoBytes extends FixedWidth {
        private static final LongAccessor<Object> VALUE = longAccessor(MethodHandles.lookup());
        private static final String NAME = EncoderTemplate.column(MethodHandles.lookup());

        @Override
        int stagedWidth() {
            return 2;
        }

        @Override
        int append(Object row, byte[] stage, int at) {
            long v = VALUE.get(row);
            if ((v & ~0xffffL) != 0) {
                throw outOfRange(NAME, v, 0xffffL);
            }
            LittleEndian.putShort(stage, at, (int) v);
            return 2;
        }
    }

    /**
     * An int accessor of an unsigned field (protobuf's uint32, for example) widens to a negative
     * long above 2^31; its 32 bits are the value, so that sign extension is accepted.
     */
    static final class FourBytes extends FixedWidth {
        private static final LongAccessor<Object> VALUE = longAccessor(MethodHandles.lookup());
        private static final String NAME = EncoderTemplate.column(MethodHandles.lookup());

        @Override
        int stagedWidth() {
            return 4;
        }

        @Override
        int append(Object row, byte[] stage, int at) {
            long v = VALUE.get(row);
            if (v < Integer.MIN_VALUE || v > 0xffff_ffffL) {
                throw outOfRange(NAME, v, 0xffff_ffffL);
            }
            LittleEndian.putInt(stage, at, (int) v);
            return 4;
        }
    }

    static final class EightBytes extends FixedWidth {
        private static final LongAccessor<Object> VALUE = longAccessor(MethodHandles.lookup());

        @Override
        int stagedWidth() {
            return 8;
        }

        @Override
        int append(Object row, byte[] stage, int at) {
            LittleEndian.putLong(stage, at, VALUE.get(row));
            return 8;
        }
    }

    static final class Doubles extends FixedWidth {
        private static final DoubleAccessor<Object> VALUE = doubleAccessor(MethodHandles.lookup());

        @Override
        int stagedWidth() {
            return 8;
        }

        @Override
        int append(Object row, byte[] stage, int at) {
            LittleEndian.putLong(stage, at, Double.doubleToRawLongBits(VALUE.get(row)));
            return 8;
        }
    }

    private static IllegalArgumentException outOfRange(String name, long value, long max) {
        return new IllegalArgumentException(
                "Column "
                        + name
                        + ": value "
                        + value
                        + " is outside of 0.."
                        + max
                        + ". The row is not written and the job fails, since the sink neither truncates nor"
                        + " drops; reject such rows before the sink.");
    }
}
