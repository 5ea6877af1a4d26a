package io.networkanalytics.job;

import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job's entry point, for {@code flink run} and for the web UI. */
public final class NetworkAnalyticsJob {

    private NetworkAnalyticsJob() {}

    /**
     * Submits the job, or with {@code --dry-run} prints its plan.
     *
     * @param args see {@link JobOptions}
     * @throws Exception if the configuration is wrong or the job cannot be submitted
     */
    public static void main(String[] args) throws Exception {
        if (List.of(args).contains("--help")) {
            System.out.print(JobOptions.help());
            return;
        }
        JobOptions options = JobOptions.parse(args);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
        NetworkAnalyticsPipeline.build(env, options);
        if (options.dryRun()) {
            System.out.println(env.getExecutionPlan());
        } else {
            env.execute("network-analytics");
        }
    }
}
