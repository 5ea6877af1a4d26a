package io.networkanalytics.job.annotate.tcp;

/**
 * The key of a connection between two IPv4 addresses: 32 bytes on the heap.
 *
 * @param accountBits whose traffic it is, an unsigned number
 * @param low address of the lower end
 * @param high address of the higher end
 * @param ports of the lower end in the upper 16 bits, of the higher end in the lower
 */
record V4ConnectionKey(int accountBits, int low, int high, int ports) implements ConnectionKey {

    private static final long MAPPED = 0xFFFF_0000_0000L;

    @Override
    public long account() {
        return Integer.toUnsignedLong(accountBits);
    }

    @Override
    public long lowAddressHigh() {
        return 0;
    }

    @Override
    public long lowAddressLow() {
        return MAPPED | Integer.toUnsignedLong(low);
    }

    @Override
    public long highAddressHigh() {
        return 0;
    }

    @Override
    public long highAddressLow() {
        return MAPPED | Integer.toUnsignedLong(high);
    }

    @Override
    public int hashCode() {
        return ConnectionKey.hash(this);
    }
}
