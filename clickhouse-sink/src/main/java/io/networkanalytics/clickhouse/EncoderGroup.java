package io.networkanalytics.clickhouse;

import java.lang.invoke.MethodHandles;
import java.util.List;

/**
 * A few columns of a row. With the columns as constants of a class of its own (see {@link
 * EncoderTemplate}) their appending becomes one piece of machine code, so that a row of a hundred
 * columns is a dozen calls.
 */
abstract class EncoderGroup {

    /** More than this and the compiler leaves some out. */
    static final int COLUMNS = 8;

    /** The columns and where the value of each begins in a staged row. */
    record Members(List<? extends ColumnEncoder<?>> encoders, int[] offsets) {

        @SuppressWarnings("unchecked") // every column is of the same row
        ColumnEncoder<Object> encoder(int index) {
            return index < encoders.size() ? (ColumnEncoder<Object>) encoders.get(index) : null;
        }

        int offset(int index) {
            return index < encoders.size() ? offsets[index] : 0;
        }
    }

    static EncoderGroup of(List<? extends ColumnEncoder<?>> encoders, int[] offsets) {
        return (EncoderGroup)
                EncoderTemplate.copy(
                        MethodHandles.lookup(),
                        Template.class,
                        "of a group",
                        new Members(encoders, offsets));
    }

    /**
     * Appends the columns' values of a row.
     *
     * @param at where the row begins in the stage
     * @return bytes by which the block grew, before compression
     */
    abstract int append(Object row, byte[] stage, int at);

    /** Written out, since the compiler takes only fields for constants, not what is in an array. */
    static final class Template extends EncoderGroup {
        private static final Members ALL =
                EncoderTemplate.constant(MethodHandles.lookup(), Members.class);
        private static final ColumnEncoder<Object> A = encoder(0);
        private static final ColumnEncoder<Object> B = encoder(1);
        private static final ColumnEncoder<Object> C = encoder(2);
        private static final ColumnEncoder<Object> D = encoder(3);
        private static final ColumnEncoder<Object> E = encoder(4);
        private static final ColumnEncoder<Object> F = encoder(5);
        private static final ColumnEncoder<Object> G = encoder(6);
        private static final ColumnEncoder<Object> H = encoder(7);
        private static final int AT_A = offset(0);
        private static final int AT_B = offset(1);
        private static final int AT_C = offset(2);
        private static final int AT_D = offset(3);
        private static final int AT_E = offset(4);
        private static final int AT_F = offset(5);
        private static final int AT_G = offset(6);
        private static final int AT_H = offset(7);

        private static ColumnEncoder<Object> encoder(int index) {
            return ALL == null ? null : ALL.encoder(index);
        }

        private static int offset(int index) {
            return ALL == null ? 0 : ALL.offset(index);
        }

        @Override
        int append(Object row, byte[] stage, int at) {
            return append(A, row, stage, at + AT_A)
                    + append(B, row, stage, at + AT_B)
                    + append(C, row, stage, at + AT_C)
                    + append(D, row, stage, at + AT_D)
                    + append(E, row, stage, at + AT_E)
                    + append(F, row, stage, at + AT_F)
                    + append(G, row, stage, at + AT_G)
                    + append(H, row, stage, at + AT_H);
        }

        private static int append(ColumnEncoder<Object> column, Object row, byte[] stage, int at) {
            return column == null ? 0 : column.append(row, stage, at);
        }
    }
}
