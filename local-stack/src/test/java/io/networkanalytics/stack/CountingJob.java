package io.networkanalytics.stack;

import java.util.concurrent.locks.LockSupport;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A job that runs until it is stopped; {@link LocalStackITCase} submits it in a jar of its own. */
public final class CountingJob {
    private CountingJob() {}

    /**
     * @param args the job's name
     */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.enableCheckpointing(200);
        env.fromSequence(0, Long.MAX_VALUE - 1)
                .uid("source")
                .map(CountingJob::slowly)
                .returns(Long.class)
                .uid("slowly")
                .sinkTo(new DiscardingSink<>())
                .uid("sink");
        env.execute(args[0]);
    }

    /** Leaves the machine to others. */
    private static Long slowly(Long value) {
        LockSupport.parkNanos(1_000_000);
        return value;
    }
}
