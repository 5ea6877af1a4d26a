package io.networkanalytics.model;

import static java.util.Objects.requireNonNull;

/**
 * A sample together with the bytes that it came in, so that passing it on costs a copy of the bytes
 * and not an encoding.
 *
 * @param sample what the bytes say
 * @param bytes its protobuf encoding, not copied: must not be changed
 */
public record WireSample(PacketSample sample, byte[] bytes) {

    public WireSample {
        requireNonNull(sample, "sample");
        requireNonNull(bytes, "bytes");
    }
}
