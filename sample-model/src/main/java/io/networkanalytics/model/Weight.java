package io.networkanalytics.model;

/**
 * What a sample stands for. Packets and bytes are multiplied by the interval here and nowhere else.
 *
 * <p>Notifications have a reason but no volume: they stand for nothing.
 */
public final class Weight {

    private Weight() {}

    /**
     * Packets that the sample stands for.
     *
     * @param sample a sample
     * @return packets x sample interval, 0 for a notification
     */
    public static long packets(PacketSampleOrBuilder sample) {
        return sample.getPackets() * interval(sample);
    }

    /**
     * Bits that the sample stands for.
     *
     * @param sample a sample
     * @return bytes x 8 x sample interval, 0 for a notification
     */
    public static long bits(PacketSampleOrBuilder sample) {
        return sample.getBytes() * 8 * interval(sample);
    }

    /**
     * The weight w of the sample in estimates: how many packets (or flow records) it was drawn
     * from.
     *
     * @param sample a sample
     * @return the sample interval, at least 1; 0 for a notification
     */
    public static long interval(PacketSampleOrBuilder sample) {
        if (sample.getSamplingMode() == SamplingMode.NOTIFICATION) {
            return 0;
        }
        return Math.max(1, Integer.toUnsignedLong(sample.getSampleInterval()));
    }
}
