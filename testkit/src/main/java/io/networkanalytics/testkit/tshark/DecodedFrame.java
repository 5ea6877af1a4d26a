package io.networkanalytics.testkit.tshark;

import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.packet.DecodeResult;

/**
 * What our reader and decoder made of one frame.
 *
 * @param timestampNanos nanoseconds since 1970; 0 without a timestamp
 */
public record DecodedFrame(
        long number,
        long timestampNanos,
        int capturedLength,
        int originalLength,
        DecodeResult result,
        PacketSample sample) {}
