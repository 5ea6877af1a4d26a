package io.networkanalytics.bench.detector;

import com.google.protobuf.ByteString;
import io.networkanalytics.job.attack.AttackSettings;
import io.networkanalytics.job.attack.LocalDetection;
import io.networkanalytics.model.attack.AttackRule;
import io.networkanalytics.rules.CompiledExpression;
import io.networkanalytics.rules.RuleExpression;
import io.networkanalytics.rules.language.ExpressionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One capture, played to the detector in both mixes. */
final class CaptureTrial {

    private final String name;
    private final Path capture;
    private final CaptureRule rule;
    private final CaptureFacts facts;
    private final int sampleInterval;
    private final BenignCapture benign;

    CaptureTrial(String name, Path capture, int sampleInterval, BenignCapture benign)
            throws IOException {
        this.name = name;
        this.capture = capture;
        this.rule = CaptureRule.of(capture);
        this.facts = CaptureFacts.of(capture, rule);
        this.sampleInterval = sampleInterval;
        this.benign = benign;
    }

    CaptureFacts facts() {
        return facts;
    }

    /** Benign traffic at its own addresses, and at the target's. */
    List<MixResult> run() throws IOException {
        return List.of(run("apart", ByteString.EMPTY), run("same target", facts.target()));
    }

    private MixResult run(String mix, ByteString readdressedTo) throws IOException {
        LocalDetection detection = new LocalDetection(AttackSettings.DEFAULT);
        DetectionScore score = new DetectionScore(List.of(everything()));
        double firstAttackSecond;
        try (CaptureMix samples = mix(readdressedTo)) {
            firstAttackSecond =
                    (samples.captureStartNanos() + facts.firstAttackNanos())
                            / (double) SampledStream.NANOS;
            for (var sample = samples.next(); sample != null; sample = samples.next()) {
                score.expect(sample);
                detection.add(sample.sample(), score);
            }
            detection.end(score);
        }
        return MixResult.of(
                name,
                mix,
                firstAttackSecond,
                score,
                detection.events(),
                matched(readdressedTo, detection.rules()));
    }

    private CaptureMix mix(ByteString readdressedTo) throws IOException {
        return new CaptureMix(capture, rule, facts, sampleInterval, benign, readdressedTo);
    }

    /** An attack that counts from the first packet to the last. */
    private static TruthAttack everything() {
        return new TruthAttack(CaptureMix.ATTACK, "", "", 0, 0, Long.MAX_VALUE, 1, 1, 1, 1, true);
    }

    /** How many benign and attack packets the rules match, each as it was published last. */
    private long[] matched(ByteString readdressedTo, List<AttackRule> rules) throws IOException {
        Map<String, String> last = new LinkedHashMap<>();
        rules.forEach(r -> last.put(r.key(), r.expression()));
        List<CompiledExpression> expressions = new ArrayList<>();
        for (String expression : last.values()) {
            try {
                expressions.add(RuleExpression.compile(expression));
            } catch (ExpressionException e) {
                throw new IOException("a rule was published that is none: " + expression, e);
            }
        }
        long[] matched = new long[2];
        try (CaptureMix samples = mix(readdressedTo)) {
            for (var s = samples.next(); s != null && !last.isEmpty(); s = samples.next()) {
                var sample = s.sample();
                if (expressions.stream().anyMatch(e -> e.matches(sample))) {
                    matched[s.truth()]++;
                }
            }
        }
        return matched;
    }
}
