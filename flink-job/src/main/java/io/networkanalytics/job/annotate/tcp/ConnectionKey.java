package io.networkanalytics.job.annotate.tcp;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.PacketSampleOrBuilder;

/**
 * A connection, alike for both of its directions: the lower end first. Ends are compared by address
 * and then port, as unsigned numbers. There are millions of keys on the heap, so that those of IPv4
 * do not carry the bytes of IPv6.
 */
public sealed interface ConnectionKey permits V4ConnectionKey, V6ConnectionKey {

    /** Whose traffic it is, so that networks with the same private addresses do not meet. */
    long account();

    /** Upper half of the lower end's address (IPv4 mapped). */
    long lowAddressHigh();

    /** Lower half of the lower end's address. */
    long lowAddressLow();

    /** Upper half of the higher end's address. */
    long highAddressHigh();

    /** Lower half of the higher end's address. */
    long highAddressLow();

    /** Port of the lower end in the upper 16 bits, of the higher end in the lower. */
    int ports();

    /**
     * The key of a sample's connection.
     *
     * @param account whose traffic it is, 0 to 2^32 - 1
     * @param sample one that is {@link SampleFitness#TRACKABLE}
     * @return the same for both directions
     */
    static ConnectionKey of(long account, PacketSampleOrBuilder sample) {
        ByteString source = sample.getSourceAddress();
        ByteString destination = sample.getDestinationAddress();
        int sourcePort = sample.getSourcePort();
        int destinationPort = sample.getDestinationPort();
        boolean sourceFirst = side(sample) == 0;
        ByteString low = sourceFirst ? source : destination;
        ByteString high = sourceFirst ? destination : source;
        return of(
                account,
                IpAddresses.high(low),
                IpAddresses.low(low),
                IpAddresses.high(high),
                IpAddresses.low(high),
                sourceFirst
                        ? sourcePort << 16 | destinationPort
                        : destinationPort << 16 | sourcePort);
    }

    /**
     * The key of two ends, the lower first.
     *
     * @return the smaller kind if both addresses are mapped IPv4 addresses, so that equal
     *     connections have equal keys
     */
    static ConnectionKey of(
            long account,
            long lowAddressHigh,
            long lowAddressLow,
            long highAddressHigh,
            long highAddressLow,
            int ports) {
        boolean v4 =
                IpAddresses.isV4(lowAddressHigh, lowAddressLow)
                        && IpAddresses.isV4(highAddressHigh, highAddressLow);
        return v4
                ? new V4ConnectionKey(
                        (int) account, (int) lowAddressLow, (int) highAddressLow, ports)
                : new V6ConnectionKey(
                        account,
                        lowAddressHigh,
                        lowAddressLow,
                        highAddressHigh,
                        highAddressLow,
                        ports);
    }

    /** Which end sent a sample: 0 the lower one, 1 the higher one. */
    static int side(PacketSampleOrBuilder sample) {
        ByteString source = sample.getSourceAddress();
        ByteString destination = sample.getDestinationAddress();
        int order = Long.compareUnsigned(IpAddresses.high(source), IpAddresses.high(destination));
        if (order == 0) {
            order = Long.compareUnsigned(IpAddresses.low(source), IpAddresses.low(destination));
        }
        if (order == 0) {
            order = Integer.compare(sample.getSourcePort(), sample.getDestinationPort());
        }
        return order <= 0 ? 0 : 1;
    }

    /**
     * The hash of a key. It decides the key group in which a connection is stored, so it is as
     * fixed as the bytes are.
     */
    static int hash(ConnectionKey key) {
        // Flink mixes it again for the key group; what counts is that every bit takes part.
        long h = key.account() * 0x9E3779B97F4A7C15L + key.ports();
        h = (h ^ (h >>> 32)) * 0xBF58476D1CE4E5B9L + key.lowAddressLow();
        h = (h ^ (h >>> 29)) * 0x94D049BB133111EBL + key.highAddressLow();
        h = (h ^ (h >>> 32)) * 0xBF58476D1CE4E5B9L + key.lowAddressHigh();
        h = (h ^ (h >>> 29)) * 0x94D049BB133111EBL + key.highAddressHigh();
        return (int) (((h ^ (h >>> 31)) * 0xBF58476D1CE4E5B9L) >>> 32);
    }
}
