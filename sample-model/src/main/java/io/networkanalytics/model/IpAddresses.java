package io.networkanalytics.model;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;

/**
 * Reads the 16-byte addresses of samples (IPv4 mapped, {@code ::ffff:a.b.c.d}) without unpacking
 * them.
 */
public final class IpAddresses {

    private IpAddresses() {}

    /**
     * First eight bytes.
     *
     * @param address 16 bytes
     * @return the bytes, big endian
     */
    public static long high(ByteString address) {
        return bigEndian(address, 0);
    }

    /**
     * Last eight bytes.
     *
     * @param address 16 bytes
     * @return the bytes, big endian
     */
    public static long low(ByteString address) {
        return bigEndian(address, 8);
    }

    /**
     * Packs an address.
     *
     * @param high first eight bytes
     * @param low last eight bytes
     * @return 16 bytes
     */
    public static ByteString of(long high, long low) {
        byte[] bytes = new byte[16];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (high >>> (56 - 8 * i));
            bytes[8 + i] = (byte) (low >>> (56 - 8 * i));
        }
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    /**
     * Whether the address is a mapped IPv4 address (RFC 4291, 2.5.5.2).
     *
     * @param high first eight bytes
     * @param low last eight bytes
     * @return true for {@code ::ffff:0:0/96}
     */
    public static boolean isV4(long high, long low) {
        return high == 0 && low >>> 32 == 0xFFFF;
    }

    private static long bigEndian(ByteString address, int offset) {
        long value = 0;
        for (int i = offset; i < offset + 8; i++) {
            value = value << 8 | (address.byteAt(i) & 0xFF);
        }
        return value;
    }
}
