package io.networkanalytics.udf;

import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code sample_weight(sample_interval BIGINT, sampling_mode STRING) -> BIGINT}: what to multiply
 * packets and bytes of a sample with, as {@link io.networkanalytics.model.Weight} does in the job.
 */
public final class SampleWeightFunction extends ScalarFunction {

    private static final long serialVersionUID = 1L;

    /**
     * The weight.
     *
     * @param sampleInterval 1 or more; 0 counts as 1, null gives null
     * @param samplingMode name of the mode; null gives null
     * @return the interval; 0 for a notification, which stands for no volume
     */
    public @DataTypeHint("BIGINT") Long eval(
            @DataTypeHint("BIGINT") Long sampleInterval,
            @DataTypeHint("STRING") String samplingMode) {
        if (sampleInterval == null || samplingMode == null) {
            return null;
        }
        return samplingMode.equals("NOTIFICATION") ? 0 : Math.max(1, sampleInterval);
    }
}
