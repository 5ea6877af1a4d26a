package io.networkanalytics.forwarder.netflow;

import static io.networkanalytics.forwarder.netflow.MalformedMessageException.BAD_TEMPLATE;

/**
 * Reads template records (RFC 3954, 5.2 and 6.1; RFC 7011, 3.4) from the cursor's window, which
 * ends with their set.
 */
final class TemplateReader {

    /** Template ids of data sets. */
    static final int MIN_ID = 256;

    private static final int ENTERPRISE_BIT = 0x8000;
    private static final int FIELD_BYTES = 4;

    private TemplateReader() {}

    /** Whether zeros stand where a template would begin: its id is never 0. */
    static boolean isPadding(ByteCursor in) {
        return ByteCursor.unsigned(in.buffer(), in.position(), FIELD_BYTES) == 0;
    }

    /** NetFlow version 9; field types have no enterprise bit there. */
    static Template readV9(ByteCursor in) throws MalformedMessageException {
        int id = id(in);
        int count = in.u16();
        if (count == 0) {
            throw BAD_TEMPLATE;
        }
        return v9(id, false, 0, count, in);
    }

    /** NetFlow version 9: the lengths of scope and options are in bytes. */
    static Template readV9Options(ByteCursor in) throws MalformedMessageException {
        int id = id(in);
        int scopeBytes = in.u16();
        int optionBytes = in.u16();
        if (scopeBytes % FIELD_BYTES != 0 || optionBytes % FIELD_BYTES != 0) {
            throw BAD_TEMPLATE;
        }
        return v9(id, true, scopeBytes / FIELD_BYTES, (scopeBytes + optionBytes) / FIELD_BYTES, in);
    }

    private static Template v9(int id, boolean options, int scopes, int count, ByteCursor in)
            throws MalformedMessageException {
        requireRoom(count, in);
        Field[] fields = new Field[count];
        int[] lengths = new int[count];
        for (int i = 0; i < count; i++) {
            int type = in.u16();
            fields[i] = i < scopes ? Field.ofScope(type) : Field.of(type);
            lengths[i] = in.u16();
            if (lengths[i] == Template.VARIABLE) {
                // No record of that length fits a datagram, and version 9 has no variable length.
                throw BAD_TEMPLATE;
            }
        }
        return new Template(id, options, fields, lengths);
    }

    /**
     * IPFIX.
     *
     * @param id already read
     * @param count of fields, already read, 1 or more
     */
    static Template readIpfix(int id, int count, boolean options, ByteCursor in)
            throws MalformedMessageException {
        if (options) {
            int scopes = in.u16();
            if (scopes == 0 || scopes > count) {
                throw BAD_TEMPLATE;
            }
        }
        requireRoom(count, in);
        Field[] fields = new Field[count];
        int[] lengths = new int[count];
        for (int i = 0; i < count; i++) {
            int element = in.u16();
            lengths[i] = in.u16();
            fields[i] =
                    (element & ENTERPRISE_BIT) == 0
                            ? Field.of(element)
                            : Field.ofEnterprise(in.int32(), element & ~ENTERPRISE_BIT);
        }
        return new Template(id, options, fields, lengths);
    }

    private static int id(ByteCursor in) throws MalformedMessageException {
        int id = in.u16();
        if (id < MIN_ID) {
            throw BAD_TEMPLATE;
        }
        return id;
    }

    /** No count is believed beyond the bytes that came. */
    private static void requireRoom(int count, ByteCursor in) throws MalformedMessageException {
        if (count * FIELD_BYTES > in.remaining()) {
            throw MalformedMessageException.TRUNCATED;
        }
    }
}
