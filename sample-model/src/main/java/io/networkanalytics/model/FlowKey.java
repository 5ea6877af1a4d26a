package io.networkanalytics.model;

import com.google.protobuf.ByteString;

/**
 * The Kafka key of a sample: a hash of its canonical 5-tuple, alike for both directions of a
 * connection, so that the packets of one connection stay in order in one partition.
 *
 * <p>Fragments (of which all but the first lack ports) and packets without ports are hashed by
 * their address pair and protocol alone. The hash is part of the contract between producers of
 * {@link Topics#PACKET_SAMPLES}: it never changes.
 */
public final class FlowKey {

    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final long SEED = 0x9E3779B97F4A7C15L;

    private FlowKey() {}

    /**
     * Hashes the canonical 5-tuple of a sample.
     *
     * @param sample the sample; absent addresses count as empty
     * @return a well-mixed 64-bit hash
     */
    public static long hash(PacketSampleOrBuilder sample) {
        int protocol = sample.getIpProtocol();
        boolean fragment = sample.getIpMoreFragments() || sample.getIpFragmentOffset() != 0;
        boolean withPorts = (protocol == TCP || protocol == UDP) && !fragment;
        long source = end(sample.getSourceAddress(), withPorts ? sample.getSourcePort() : 0);
        long destination =
                end(sample.getDestinationAddress(), withPorts ? sample.getDestinationPort() : 0);
        // Ordered, not just added up: an address that talks to itself must not cancel out.
        long low = Math.min(source, destination);
        long high = Math.max(source, destination);
        return mix(mix(low + SEED) ^ (high + SEED * protocol));
    }

    /**
     * The partition of a hash. The number of partitions is read once in the life of a producer's
     * epoch: what is sent again must reach the same partition, even where the topic has grown
     * since.
     *
     * @param hash {@link #hash}
     * @param partitions partitions of the topic, at least 1
     * @return 0 to partitions - 1
     */
    public static int partition(long hash, int partitions) {
        return (int) Long.remainderUnsigned(hash, partitions);
    }

    /**
     * The key as Kafka gets it.
     *
     * @param hash {@link #hash}
     * @return 8 bytes, big endian
     */
    public static byte[] toBytes(long hash) {
        byte[] key = new byte[Long.BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            key[i] = (byte) (hash >>> (56 - 8 * i));
        }
        return key;
    }

    private static long end(ByteString address, int port) {
        long hash = SEED + port;
        for (int i = 0; i < address.size(); i++) {
            hash = (hash ^ (address.byteAt(i) & 0xFF)) * 0x100000001B3L;
        }
        return mix(hash);
    }

    /** Finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
