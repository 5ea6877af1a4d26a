package io.networkanalytics.job.attack;

/**
 * A digest and what it stands for in an estimate.
 *
 * @param digest the packet
 * @param packets packets that it stands for, at least those of the digest
 */
record WeightedDigest(PacketDigest digest, double packets) {

    /** Bits that it stands for. */
    double bits() {
        return digest.bits() * (packets / digest.packets());
    }

    /** Packets of it that a system dropped. */
    double droppedPackets() {
        return digest.dropped() ? packets : 0;
    }

    /**
     * Unbiased estimate of the variance that it adds to a sum of packets: by the exporter's
     * sampling (Horvitz-Thompson) and by what was left out here (Duffield, Lund, Thorup 2007).
     */
    double packetsVariance() {
        double own = digest.packets();
        double sampled = digest.sampledPackets();
        double interval = digest.interval();
        double exporter = interval * (interval - 1) * sampled * sampled * (packets / own);
        return exporter + packets * Math.max(0, packets - own);
    }

    /** The same of a sum of bits. */
    double bitsVariance() {
        double bitsPerPacket = (double) digest.bits() / digest.packets();
        return packetsVariance() * bitsPerPacket * bitsPerPacket;
    }
}
