package io.networkanalytics.forwarder.netflow;

import java.util.Arrays;

/** How the records of one set are laid out. Immutable. */
final class Template {

    /** Length of a field whose records say how long it is (RFC 7011, 7). */
    static final int VARIABLE = 0xFFFF;

    private final int id;
    private final boolean options;
    private final Field[] fields;
    private final int[] lengths;
    private final int minLength;

    /**
     * @param id 256 to 65,535
     * @param options whether its records tell about the exporter and not about flows
     * @param fields null for those that are skipped; kept, and those that do not fit their length
     *     are skipped, too
     * @param lengths of the fields in bytes, or {@link #VARIABLE}
     * @throws MalformedMessageException if its records would have no bytes
     */
    Template(int id, boolean options, Field[] fields, int[] lengths)
            throws MalformedMessageException {
        this.id = id;
        this.options = options;
        this.fields = fields;
        this.lengths = lengths;
        int sum = 0;
        for (int i = 0; i < lengths.length; i++) {
            sum += lengths[i] == VARIABLE ? 1 : lengths[i];
            if (fields[i] != null && lengths[i] != VARIABLE && !fields[i].fits(lengths[i])) {
                fields[i] = null; // in every record: not asked again for each
            }
        }
        if (sum == 0) {
            throw MalformedMessageException.BAD_TEMPLATE;
        }
        minLength = sum;
    }

    int id() {
        return id;
    }

    boolean options() {
        return options;
    }

    int fieldCount() {
        return lengths.length;
    }

    /** Bytes that a record has at least, 1 or more: what is less at the end of a set is padding. */
    int minLength() {
        return minLength;
    }

    /** Whether both lay records out alike. */
    boolean sameAs(Template other) {
        return options == other.options
                && Arrays.equals(lengths, other.lengths)
                && Arrays.equals(fields, other.fields);
    }

    /**
     * Reads one record.
     *
     * @param at index of its first byte
     * @param end of the set
     * @return index behind it
     */
    int read(byte[] buffer, int at, int end, FlowFields into) throws MalformedMessageException {
        into.begin(buffer);
        int position = at;
        for (int i = 0; i < lengths.length; i++) {
            int length = lengths[i];
            if (length == VARIABLE) {
                if (position >= end) {
                    throw MalformedMessageException.TRUNCATED;
                }
                length = buffer[position++] & 0xFF;
                if (length == 0xFF) {
                    if (end - position < Short.BYTES) {
                        throw MalformedMessageException.TRUNCATED;
                    }
                    length = (int) ByteCursor.unsigned(buffer, position, Short.BYTES);
                    position += Short.BYTES;
                }
            }
            if (length > end - position) {
                throw MalformedMessageException.TRUNCATED;
            }
            Field field = fields[i];
            if (field != null && (lengths[i] != VARIABLE || field.fits(length))) {
                into.read(field, position, length);
            }
            position += length;
        }
        return position;
    }
}
