package io.networkanalytics.job.annotate.tcp;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.PacketSampleOrBuilder;

/**
 * A connection, alike for both of its directions: the lower end first. Ends are compared by address
 * and then port, as unsigned numbers.
 *
 * @param account whose traffic it is, so that networks with the same private addresses do not meet
 * @param lowAddressHigh upper half of the lower end's address (IPv4 mapped)
 * @param lowAddressLow lower half
 * @param highAddressHigh upper half of the higher end's address
 * @param highAddressLow lower half
 * @param ports of the lower end in the upper 16 bits, of the higher end in the lower
 */
public record ConnectionKey(
        long account,
        long lowAddressHigh,
        long lowAddressLow,
        long highAddressHigh,
        long highAddressLow,
        int ports) {

    /**
     * The key of a sample's connection.
     *
     * @param account whose traffic it is
     * @param sample one that is {@link SampleFitness#TRACKABLE}
     * @return the same for both directions
     */
    public static ConnectionKey of(long account, PacketSampleOrBuilder sample) {
        ByteString source = sample.getSourceAddress();
        ByteString destination = sample.getDestinationAddress();
        int sourcePort = sample.getSourcePort();
        int destinationPort = sample.getDestinationPort();
        boolean sourceFirst = side(sample) == 0;
        ByteString low = sourceFirst ? source : destination;
        ByteString high = sourceFirst ? destination : source;
        return new ConnectionKey(
                account,
                IpAddresses.high(low),
                IpAddresses.low(low),
                IpAddresses.high(high),
                IpAddresses.low(high),
                sourceFirst
                        ? sourcePort << 16 | destinationPort
                        : destinationPort << 16 | sourcePort);
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

    @Override
    public int hashCode() {
        // Flink mixes it again for the key group; what counts is that every bit takes part.
        long h = account * 0x9E3779B97F4A7C15L + ports;
        h = (h ^ (h >>> 32)) * 0xBF58476D1CE4E5B9L + lowAddressLow;
        h = (h ^ (h >>> 29)) * 0x94D049BB133111EBL + highAddressLow;
        h = (h ^ (h >>> 32)) * 0xBF58476D1CE4E5B9L + lowAddressHigh;
        h = (h ^ (h >>> 29)) * 0x94D049BB133111EBL + highAddressHigh;
        return (int) (((h ^ (h >>> 31)) * 0xBF58476D1CE4E5B9L) >>> 32);
    }
}
