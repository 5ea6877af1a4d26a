package io.networkanalytics.job.annotate.tcp;

import io.networkanalytics.job.encoding.AnnotatedSampleSerializer;
import io.networkanalytics.model.AnnotatedSample;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Picks the samples that are tracked, beside their source: only they are worth a way through the
 * network. All others stay in their chain.
 */
public final class TcpSelectFunction extends ProcessFunction<AnnotatedSample, AnnotatedSample> {

    private static final long serialVersionUID = 1L;

    /** Samples to be tracked. */
    public static final OutputTag<AnnotatedSample> TRACKED =
            new OutputTag<>("tracked", AnnotatedSampleSerializer.TYPE);

    private transient Map<SampleFitness, Counter> notTracked;

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("annotate");
        notTracked = new EnumMap<>(SampleFitness.class);
        for (SampleFitness fitness : SampleFitness.values()) {
            notTracked.put(
                    fitness, metrics.addGroup("fitness", fitness.name()).counter("tcpNotTracked"));
        }
    }

    @Override
    public void processElement(
            AnnotatedSample sample, Context context, Collector<AnnotatedSample> out) {
        if (TcpDecision.concerns(sample)) {
            context.output(TRACKED, sample);
        } else {
            // TRACKABLE counts what was dropped before, or has tracking switched off.
            notTracked.get(TcpPacket.fitness(sample.sample())).inc();
            out.collect(sample);
        }
    }
}
