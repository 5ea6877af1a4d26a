package io.networkanalytics.clickhouse;

import io.networkanalytics.clickhouse.ClickHouseColumn.DoubleAccessor;
import io.networkanalytics.clickhouse.ClickHouseColumn.LongAccessor;
import java.io.IOException;
import java.io.OutputStream;

/** Columns of fixed width. One class a width, so that the width is a constant to the compiler. */
final class NumberEncoders {

    private NumberEncoders() {}

    private abstract static class FixedWidth<T> extends ColumnEncoder<T> {
        final GrowableBytes bytes = new GrowableBytes();

        @Override
        final void writeTo(OutputStream out) throws IOException {
            bytes.writeTo(out);
        }

        @Override
        final void clear() {
            bytes.clear();
        }
    }

    static final class OneByte<T> extends FixedWidth<T> {
        private final String name;
        private final LongAccessor<T> value;

        OneByte(String name, LongAccessor<T> value) {
            this.name = name;
            this.value = value;
        }

        @Override
        int append(T row) {
            long v = value.get(row);
            if ((v & ~0xffL) != 0) {
                throw outOfRange(name, v, 0xffL);
            }
            bytes.putByte((int) v);
            return 1;
        }
    }

    static final class TwoBytes<T> extends FixedWidth<T> {
        private final String name;
        private final LongAccessor<T> value;

        TwoBytes(String name, LongAccessor<T> value) {
            this.name = name;
            this.value = value;
        }

        @Override
        int append(T row) {
            long v = value.get(row);
            if ((v & ~0xffffL) != 0) {
                throw outOfRange(name, v, 0xffffL);
            }
            bytes.putShort((int) v);
            return 2;
        }
    }

    /**
     * An int accessor of an unsigned field (protobuf's uint32, for example) widens to a negative
     * long above 2^31; its 32 bits are the value, so that sign extension is accepted.
     */
    static final class FourBytes<T> extends FixedWidth<T> {
        private final String name;
        private final LongAccessor<T> value;

        FourBytes(String name, LongAccessor<T> value) {
            this.name = name;
            this.value = value;
        }

        @Override
        int append(T row) {
            long v = value.get(row);
            if (v < Integer.MIN_VALUE || v > 0xffff_ffffL) {
                throw outOfRange(name, v, 0xffff_ffffL);
            }
            bytes.putInt((int) v);
            return 4;
        }
    }

    static final class EightBytes<T> extends FixedWidth<T> {
        private final LongAccessor<T> value;

        EightBytes(LongAccessor<T> value) {
            this.value = value;
        }

        @Override
        int append(T row) {
            bytes.putLong(value.get(row));
            return 8;
        }
    }

    static final class Doubles<T> extends FixedWidth<T> {
        private final DoubleAccessor<T> value;

        Doubles(DoubleAccessor<T> value) {
            this.value = value;
        }

        @Override
        int append(T row) {
            bytes.putDouble(value.get(row));
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
