package io.networkanalytics.testkit.mmdb;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The data section of an MMDB file: values one behind the other, each a control byte (type in the
 * upper three bits, size in the lower five), more bytes of type and size where these do not fit,
 * and its content. A text or map that was written before is written as a pointer to it.
 */
final class MmdbValues {

    private static final int POINTER = 1;
    private static final int TEXT = 2;
    private static final int UINT16 = 5;
    private static final int UINT32 = 6;
    private static final int MAP = 7;
    private static final int UINT64 = 9;
    private static final int ARRAY = 11;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<Object, Integer> offsets = new HashMap<>();

    /** Writes a map, unless an equal one is there already. */
    int offsetOf(Map<?, ?> value) {
        Integer known = offsets.get(value);
        if (known != null) {
            return known;
        }
        int offset = out.size();
        write(value);
        return offset;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private void write(Object value) {
        Integer known = offsets.get(value);
        if (known != null) {
            // A pointer of four bytes, whose size bits say so: 11 in the upper two.
            out.write(POINTER << 5 | 3 << 3);
            number(known, 4);
            return;
        }
        if (value instanceof String || value instanceof Map) {
            offsets.put(value, out.size());
        }
        if (value instanceof String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            control(TEXT, bytes.length);
            out.writeBytes(bytes);
        } else if (value instanceof Integer small) {
            control(UINT16, 2);
            number(small, 2);
        } else if (value instanceof Long number) {
            control(UINT32, 4);
            number(number, 4);
        } else if (value instanceof Instant time) {
            control(UINT64, 8);
            number(time.getEpochSecond(), 8);
        } else if (value instanceof List<?> list) {
            control(ARRAY, list.size());
            list.forEach(this::write);
        } else if (value instanceof Map<?, ?> map) {
            control(MAP, map.size());
            map.forEach(
                    (key, content) -> {
                        write(key);
                        write(content);
                    });
        } else {
            throw new IllegalArgumentException(value + ": no type of MMDB is known for it");
        }
    }

    private void control(int type, int size) {
        int sizeBits = size < 29 ? size : 29;
        if (size >= 29 + 256) {
            throw new IllegalArgumentException(size + " bytes or entries: at most 284");
        }
        if (type > 7) {
            out.write(sizeBits);
            out.write(type - 7);
        } else {
            out.write(type << 5 | sizeBits);
        }
        if (sizeBits == 29) {
            out.write(size - 29);
        }
    }

    private void number(long value, int bytes) {
        for (int i = bytes - 1; i >= 0; i--) {
            out.write((int) (value >>> (8 * i)));
        }
    }
}
