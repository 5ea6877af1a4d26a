package io.networkanalytics.clickhouse;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Bytes of a block in checkpoints and savepoints. Numbers are big endian; a <i>text</i> is an
 * unsigned 16-bit length and UTF-8.
 *
 * <p>Version 1:
 *
 * <table>
 * <caption>fields in order</caption>
 * <tr><th>field</th><th>bytes</th></tr>
 * <tr><td>table</td><td>text</td></tr>
 * <tr><td>number of columns</td><td>2, unsigned</td></tr>
 * <tr><td>column names</td><td>a text each</td></tr>
 * <tr><td>token</td><td>16: most, then least significant bits of the UUID</td></tr>
 * <tr><td>rows</td><td>4</td></tr>
 * <tr><td>uncompressed bytes</td><td>8</td></tr>
 * <tr><td>length of the payload</td><td>4</td></tr>
 * <tr><td>payload</td><td>an LZ4 frame with one block in Native format</td></tr>
 * </table>
 *
 * <p>Written once, a version stays readable for ever: golden files of each are kept in the tests,
 * and are only ever added. Nothing may follow the payload.
 */
public final class InsertBlockSerializer implements SimpleVersionedSerializer<InsertBlock> {

    private static final int VERSION_1 = 1;

    @Override
    public int getVersion() {
        return VERSION_1;
    }

    @Override
    public byte[] serialize(InsertBlock block) {
        byte[] table = block.table().getBytes(StandardCharsets.UTF_8);
        List<byte[]> columns = new ArrayList<>(block.columns().size());
        int length = 2 + table.length + 2 + 16 + 4 + 8 + 4 + block.payload().length;
        for (String column : block.columns()) {
            byte[] name = column.getBytes(StandardCharsets.UTF_8);
            columns.add(name);
            length += 2 + name.length;
        }
        ByteBuffer out = ByteBuffer.allocate(length);
        putText(out, table);
        out.putShort((short) columns.size());
        columns.forEach(name -> putText(out, name));
        out.putLong(block.token().getMostSignificantBits());
        out.putLong(block.token().getLeastSignificantBits());
        out.putInt(block.rows());
        out.putLong(block.uncompressedBytes());
        out.putInt(block.payload().length);
        out.put(block.payload());
        return out.array();
    }

    @Override
    public InsertBlock deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION_1) {
            throw new IOException(
                    "A block in the restored state has version "
                            + version
                            + ", this version of the sink reads up to "
                            + VERSION_1
                            + ". The state is unchanged. Restore with the version of the job that wrote it, or a"
                            + " newer one.");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            String table = text(in);
            int count = Short.toUnsignedInt(in.getShort());
            List<String> columns = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                columns.add(text(in));
            }
            UUID token = new UUID(in.getLong(), in.getLong());
            int rows = in.getInt();
            long uncompressedBytes = in.getLong();
            int length = in.getInt();
            if (length != in.remaining()) {
                throw damaged(
                        bytes,
                        "the payload should have " + length + " bytes, there are " + in.remaining(),
                        null);
            }
            byte[] payload = new byte[length];
            in.get(payload);
            return new InsertBlock(table, columns, token, rows, uncompressedBytes, payload);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw damaged(bytes, "it ends too early or has impossible values", e);
        }
    }

    private static IOException damaged(byte[] bytes, String what, Exception cause) {
        return new IOException(
                "A block of "
                        + bytes.length
                        + " bytes in the restored state is damaged: "
                        + what
                        + ". It cannot be inserted. Restore from another checkpoint or savepoint.",
                cause);
    }

    private static void putText(ByteBuffer out, byte[] utf8) {
        out.putShort((short) utf8.length);
        out.put(utf8);
    }

    private static String text(ByteBuffer in) {
        int length = Short.toUnsignedInt(in.getShort());
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        String text = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }
}
