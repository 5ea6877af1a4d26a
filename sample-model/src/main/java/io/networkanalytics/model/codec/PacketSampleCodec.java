package io.networkanalytics.model.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.PacketSampleOrBuilder;
import io.networkanalytics.model.WireSample;

/**
 * Reads the bytes of {@code packet-samples.v1} and refuses what would break the promises of the
 * tables.
 */
public final class PacketSampleCodec {

    /** The version of the contract that this code writes, and the newest that it reads. */
    public static final int VERSION = 1;

    private PacketSampleCodec() {}

    /**
     * Refuses what {@link #decode} would refuse later, so that whoever hands it in hears of it.
     *
     * @param sample with identity and times
     * @throws MalformedRecordException with reason and detail, if it does not keep the contract
     */
    public static void check(PacketSampleOrBuilder sample) throws MalformedRecordException {
        SampleContract.check(sample);
    }

    /**
     * Reads a sample.
     *
     * @param bytes one message, kept by the result: must not be changed
     * @return bytes and sample, which keeps {@link SampleContract}; its interval is at least 1
     * @throws MalformedRecordException if it cannot be decoded or does not keep the contract; the
     *     caller keeps the bytes as a dead letter
     */
    public static WireSample decode(byte[] bytes) throws MalformedRecordException {
        PacketSample sample;
        try {
            sample = PacketSample.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedRecordException("undecodable", String.valueOf(e.getMessage()));
        }
        SampleContract.check(sample);
        if (sample.getSampleInterval() == 0) {
            PacketSample completed = sample.toBuilder().setSampleInterval(1).build();
            return new WireSample(completed, completed.toByteArray());
        }
        return new WireSample(sample, bytes);
    }
}
