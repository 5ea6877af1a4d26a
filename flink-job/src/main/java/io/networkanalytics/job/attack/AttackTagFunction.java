package io.networkanalytics.job.attack;

import io.networkanalytics.job.encoding.AnnotatedSampleSerializer;
import io.networkanalytics.job.hold.HoldFunction;
import io.networkanalytics.model.AnnotatedSample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Puts the id of its attack on every sample, from the first second of the attack on. Samples are
 * held, encoded, until the detector has judged their second and the two behind it; what can be no
 * attack's goes on at once.
 */
final class AttackTagFunction extends HoldFunction<HeldSample, AttackSpan, AnnotatedSample> {

    private static final long serialVersionUID = 1L;

    /** For how long attacks are remembered for late samples. */
    private static final long KEPT_SECONDS = 600;

    /** Object and list entry of a held sample, about. */
    private static final long OVERHEAD_BYTES = 64;

    private static final MapStateDescriptor<String, AttackSpan> SPANS =
            new MapStateDescriptor<>("attack-spans", Types.STRING, AttackSpanSerializer.TYPE);

    private transient SampleTarget.Finder targets;
    private transient DataInputDeserializer input;
    private transient AttackTable table;
    private transient BroadcastState<String, AttackSpan> spans;
    private transient Counter tagged;
    private transient long forgottenUpTo;

    AttackTagFunction(Duration maxHold, long maxHeldBytes) {
        super(
                HeldSampleChunkSerializer.INSTANCE,
                AttackSettings.LOOK_BACK_SECONDS,
                maxHold,
                maxHeldBytes);
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        table = new AttackTable();
        spans = context.getOperatorStateStore().getBroadcastState(SPANS);
        List<AttackSpan> stored = new ArrayList<>();
        spans.immutableEntries().forEach(entry -> stored.add(entry.getValue()));
        // Under the keys of this release.
        spans.clear();
        for (AttackSpan span : stored) {
            learn(span);
        }
    }

    @Override
    protected Counters register() {
        targets = new SampleTarget.Finder();
        input = new DataInputDeserializer();
        MetricGroup metrics = getMetricGroup().addGroup("attack");
        tagged = metrics.counter("samplesTagged");
        metrics.gauge("heldSamples", this::heldSamples);
        metrics.gauge("knownSpans", () -> table.size());
        return new Counters(
                metrics.counter("samplesReleasedEarly"), metrics.counter("samplesLate"));
    }

    @Override
    public void processElement1(StreamRecord<HeldSample> element) {
        if (element.getValue().vector() == 0) {
            output.collect(element.replace(decode(element.getValue())));
        } else {
            super.processElement1(element);
        }
    }

    @Override
    protected long secondOf(HeldSample sample) {
        return sample.second();
    }

    @Override
    protected long bytesOf(HeldSample sample) {
        return sample.bytes().length + OVERHEAD_BYTES;
    }

    @Override
    protected AnnotatedSample release(long second, HeldSample held) {
        AnnotatedSample sample = decode(held);
        if (table.size() == 0) {
            return sample;
        }
        String id =
                targets.of(sample)
                        .map(target -> table.attackOf(sample, target, held.vector(), second))
                        .orElse("");
        if (id.isEmpty()) {
            return sample;
        }
        tagged.inc();
        return sample.withAttack(id);
    }

    @Override
    protected void learn(AttackSpan span) throws Exception {
        List<AttackSpan> replaced = new ArrayList<>();
        AttackSpan merged = table.add(span, replaced);
        for (AttackSpan old : replaced) {
            spans.remove(key(old));
        }
        spans.put(key(merged), merged);
    }

    @Override
    protected void forget(long releasedSecond) throws Exception {
        long before = releasedSecond - KEPT_SECONDS;
        // Walking through all of it every second would be a waste.
        if (before < forgottenUpTo + KEPT_SECONDS / 10 && before >= forgottenUpTo) {
            return;
        }
        forgottenUpTo = before;
        for (AttackSpan old : table.forgetBefore(before)) {
            spans.remove(key(old));
        }
    }

    private AnnotatedSample decode(HeldSample held) {
        try {
            input.setBuffer(held.bytes());
            return AnnotatedSampleSerializer.INSTANCE.deserialize(input);
        } catch (IOException e) {
            throw new UncheckedIOException("A held sample is damaged", e);
        }
    }

    /** An attack that is described anew may have several spans from the same second on. */
    private static String key(AttackSpan span) {
        return span.attackId() + "/" + span.from() + "/" + span.fingerprint();
    }
}
