package io.networkanalytics.bench.forwarder;

import com.google.protobuf.InvalidProtocolBufferException;
import io.networkanalytics.model.PacketSample;

/**
 * A sample as the intake hands it to the shipper.
 *
 * @param partition of the topic
 * @param hash the key
 * @param bytes the message
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record EncodedSample(int partition, long hash, byte[] bytes) {

    PacketSample.Builder decoded() {
        try {
            return PacketSample.parseFrom(bytes).toBuilder();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("the forwarder encoded it", e);
        }
    }
}
