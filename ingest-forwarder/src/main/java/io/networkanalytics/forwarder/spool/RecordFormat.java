package io.networkanalytics.forwarder.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record of a segment, all numbers big endian:
 *
 * <pre>
 * offset bytes
 *      0     4  n: bytes of the payload
 *      4     4  CRC32C of the segment's salt (8 bytes), n (4 bytes) and the payload
 *      8     n  payload:
 *                 8  ordinal
 *                 8  time of arrival, milliseconds since 1970
 *                 4  partition, -1 for any
 *                 2  t: bytes of the topic's name
 *                 t  topic, UTF-8
 *                 2  k: bytes of the key, -1 for none
 *                 k  key
 *                 2  number of headers, of each:
 *                      2  bytes of its name;  name, UTF-8
 *                      4  bytes of its value; value
 *                 4  v: bytes of the value
 *                 v  value
 * </pre>
 */
final class RecordFormat {

    /** Length and checksum. */
    static final int FRAME_BYTES = 8;

    /** Payload without topic, key, headers and value. */
    static final int MIN_PAYLOAD_BYTES = 30;

    /** Payload of the largest record. */
    static final int MAX_PAYLOAD_BYTES = 64 * 1024 * 1024;

    private RecordFormat() {}

    /** Bytes of a record with its frame. */
    static long bytes(ProducerRecord<byte[], byte[]> content) {
        long bytes = FRAME_BYTES + MIN_PAYLOAD_BYTES + content.topic().length() * 3L;
        bytes += content.value().length + (content.key() == null ? 0 : content.key().length);
        for (Header header : content.headers()) {
            bytes += 6 + header.key().length() * 3L + header.value().length;
        }
        return bytes;
    }

    /**
     * Writes a record, frame and payload.
     *
     * @param buffer has room for {@link #bytes}; flipped for reading afterwards
     */
    static void encode(SpoolRecord record, long salt, ByteBuffer buffer) {
        ProducerRecord<byte[], byte[]> content = record.content();
        buffer.clear().position(FRAME_BYTES);
        buffer.putLong(record.ordinal()).putLong(record.appendedAtMillis());
        buffer.putInt(content.partition() == null ? -1 : content.partition());
        putText(content.topic(), buffer);
        if (content.key() == null) {
            buffer.putShort((short) -1);
        } else {
            buffer.putShort((short) content.key().length).put(content.key());
        }
        Header[] headers = content.headers().toArray();
        buffer.putShort((short) headers.length);
        for (Header header : headers) {
            putText(header.key(), buffer);
            buffer.putInt(header.value().length).put(header.value());
        }
        buffer.putInt(content.value().length).put(content.value());
        buffer.putInt(0, buffer.position() - FRAME_BYTES);
        buffer.flip();
        buffer.putInt(4, checksum(buffer, 0, buffer.limit() - FRAME_BYTES, salt));
    }

    /** Checksum of the record at a position of a buffer. */
    static int checksum(ByteBuffer buffer, int position, int payloadBytes, long salt) {
        CRC32C crc = new CRC32C();
        for (int shift = 56; shift >= 0; shift -= 8) {
            crc.update((int) (salt >>> shift) & 0xFF);
        }
        ByteBuffer view = buffer.duplicate();
        crc.update(view.limit(position + 4).position(position));
        crc.update(
                view.limit(position + FRAME_BYTES + payloadBytes).position(position + FRAME_BYTES));
        return (int) crc.getValue();
    }

    /**
     * Reads a payload whose checksum is right.
     *
     * @throws java.nio.BufferUnderflowException or IllegalArgumentException if its lengths do not
     *     fit: it was not written by this version
     */
    static SpoolRecord decode(ByteBuffer payload) {
        long ordinal = payload.getLong();
        long appendedAtMillis = payload.getLong();
        int partition = payload.getInt();
        String topic = text(payload);
        short keyBytes = payload.getShort();
        byte[] key = keyBytes < 0 ? null : bytes(payload, keyBytes);
        int headers = payload.getShort();
        String[] names = new String[headers];
        byte[][] values = new byte[headers][];
        for (int i = 0; i < headers; i++) {
            names[i] = text(payload);
            values[i] = bytes(payload, payload.getInt());
        }
        byte[] value = bytes(payload, payload.getInt());
        ProducerRecord<byte[], byte[]> content =
                new ProducerRecord<>(topic, partition < 0 ? null : partition, key, value);
        for (int i = 0; i < headers; i++) {
            content.headers().add(names[i], values[i]);
        }
        return new SpoolRecord(ordinal, appendedAtMillis, content);
    }

    private static void putText(String text, ByteBuffer buffer) {
        byte[] bytes = text.getBytes(UTF_8);
        buffer.putShort((short) bytes.length).put(bytes);
    }

    private static String text(ByteBuffer buffer) {
        return new String(bytes(buffer, buffer.getShort()), UTF_8);
    }

    private static byte[] bytes(ByteBuffer buffer, int count) {
        if (count < 0 || count > buffer.remaining()) {
            throw new IllegalArgumentException(
                    count + " bytes announced, " + buffer.remaining() + " are left");
        }
        byte[] bytes = new byte[count];
        buffer.get(bytes);
        return bytes;
    }
}
