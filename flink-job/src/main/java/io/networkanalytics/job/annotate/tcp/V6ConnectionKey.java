package io.networkanalytics.job.annotate.tcp;

/** The key of a connection of which not both ends are IPv4 addresses: 56 bytes on the heap. */
record V6ConnectionKey(
        long account,
        long lowAddressHigh,
        long lowAddressLow,
        long highAddressHigh,
        long highAddressLow,
        int ports)
        implements ConnectionKey {

    @Override
    public int hashCode() {
        return ConnectionKey.hash(this);
    }
}
