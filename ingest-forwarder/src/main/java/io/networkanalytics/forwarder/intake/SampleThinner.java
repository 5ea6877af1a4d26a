package io.networkanalytics.forwarder.intake;

import io.networkanalytics.model.PacketSample;

/** Decides which samples are shipped, before they get their sequence. */
@FunctionalInterface
public interface SampleThinner {

    /** Ships all. */
    SampleThinner NONE = sample -> true;

    /**
     * Whether a sample is shipped. One that is stands for those that are not: its interval and mode
     * are changed to say so.
     *
     * @param sample complete but for its sequence; changed in place
     */
    boolean keeps(PacketSample.Builder sample);
}
