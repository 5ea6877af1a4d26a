package io.networkanalytics.bench.detector;

import io.networkanalytics.model.AnnotatedSample;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Seconds of attacks most of whose samples carry no id. Hands samples on to the score. */
final class MissedSeconds implements Consumer<AnnotatedSample> {

    private final DetectionScore score;
    private final Map<Second, int[]> seconds = new HashMap<>();

    private record Second(int attack, long at) {}

    MissedSeconds(DetectionScore score) {
        this.score = score;
    }

    @Override
    public void accept(AnnotatedSample sample) {
        int truth = score.truth(sample);
        if (truth > 0) {
            Second second = new Second(truth, sample.eventTimeNanos() / SampledStream.NANOS);
            int[] counts = seconds.computeIfAbsent(second, s -> new int[2]);
            counts[sample.attackId().isEmpty() ? 0 : 1]++;
        }
        score.accept(sample);
    }

    /** Of one attack. */
    long of(TruthAttack attack) {
        return seconds.entrySet().stream()
                .filter(s -> s.getKey().attack == attack.number())
                .filter(s -> s.getValue()[0] > s.getValue()[1])
                .count();
    }
}
