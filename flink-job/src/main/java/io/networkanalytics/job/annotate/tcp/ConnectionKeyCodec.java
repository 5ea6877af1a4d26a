package io.networkanalytics.job.annotate.tcp;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The bytes of a {@link ConnectionKey}: 17 if both addresses are mapped IPv4 addresses, otherwise
 * 41. All numbers are big endian.
 *
 * <pre>
 * byte  0      0x14: version 1, IPv4; 0x16: version 1, IPv6
 * bytes 1-4    account, unsigned
 * then         address of the lower end, 4 or 16 bytes
 * then         address of the higher end, 4 or 16 bytes
 * last 4       port of the lower end, port of the higher end
 * </pre>
 */
public final class ConnectionKeyCodec {

    /** What an IPv4 key takes. */
    public static final int V4_BYTES = 17;

    /** What an IPv6 key takes. */
    public static final int MAX_BYTES = 41;

    private static final int V4 = 0x14;
    private static final int V6 = 0x16;

    private ConnectionKeyCodec() {}

    /**
     * Writes a key.
     *
     * @param key the key
     * @param target gets 17 or 41 bytes
     * @throws IOException if the target fails
     */
    public static void write(ConnectionKey key, DataOutput target) throws IOException {
        boolean v4 = key instanceof V4ConnectionKey;
        target.writeByte(v4 ? V4 : V6);
        target.writeInt((int) key.account());
        if (v4) {
            target.writeInt((int) key.lowAddressLow());
            target.writeInt((int) key.highAddressLow());
        } else {
            target.writeLong(key.lowAddressHigh());
            target.writeLong(key.lowAddressLow());
            target.writeLong(key.highAddressHigh());
            target.writeLong(key.highAddressLow());
        }
        target.writeInt(key.ports());
    }

    /**
     * Reads a key.
     *
     * @param source at byte 0
     * @return the key
     * @throws IOException if no version of this job wrote it, or the source fails
     */
    public static ConnectionKey read(DataInput source) throws IOException {
        int first = source.readUnsignedByte();
        if (first != V4 && first != V6) {
            throw new IOException(
                    String.format(
                            "A connection's key begins with 0x%02x, which this version of the job"
                                    + " cannot read: it is damaged or of a newer version, so restore"
                                    + " with that version or without the state",
                            first));
        }
        int account = source.readInt();
        if (first == V4) {
            return new V4ConnectionKey(
                    account, source.readInt(), source.readInt(), source.readInt());
        }
        return new V6ConnectionKey(
                Integer.toUnsignedLong(account),
                source.readLong(),
                source.readLong(),
                source.readLong(),
                source.readLong(),
                source.readInt());
    }
}
