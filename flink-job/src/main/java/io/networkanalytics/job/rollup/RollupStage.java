package io.networkanalytics.job.rollup;

import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.rollup.RollupKey;
import io.networkanalytics.model.rollup.RollupRow;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Sums samples by minute and key, first beside their source, then by key. */
public final class RollupStage {

    private static final TypeInformation<RollupRow> ROW = TypeInformation.of(RollupRow.class);

    private RollupStage() {}

    /**
     * Sums samples.
     *
     * @param samples annotated samples
     * @param maxDelay the longest that a row is held back, in processing time
     * @param preAggregateUid uid of the operator in the chain of the samples
     * @param rollupUid uid of the keyed operator
     * @return rows of which readers take the sum
     */
    public static DataStream<RollupRow> minutes(
            DataStream<AnnotatedSample> samples,
            Duration maxDelay,
            String preAggregateUid,
            String rollupUid) {
        return samples.transform(preAggregateUid, ROW, new RollupPreAggregate())
                .uid(preAggregateUid)
                .name(preAggregateUid)
                .keyBy(RollupRow::key, TypeInformation.of(RollupKey.class))
                .process(new RollupFunction(maxDelay), ROW)
                .uid(rollupUid)
                .name(rollupUid);
    }
}
