package io.networkanalytics.bench.detector;

import com.google.protobuf.InvalidProtocolBufferException;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.PacketSample;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Traffic of many targets, of which some are attacked at once, encoded as it comes from Kafka. */
final class EncodedTraffic {

    private static final int SECONDS = 60;
    private static final int FIRST_ATTACK_SECOND = 10;
    private static final int BUDGET = 3000;

    private EncodedTraffic() {}

    /**
     * Makes it.
     *
     * @param targets with ordinary traffic
     * @param attacks that begin within a few seconds
     * @param sampleInterval packets that a sample stands for
     * @return samples of a minute, in order
     */
    static List<byte[]> encoded(int targets, int attacks, int sampleInterval) {
        Scenario scenario = Scenario.empty(1, Thresholds.standard(), sampleInterval, BUDGET);
        for (int i = 0; i < targets; i++) {
            scenario.benign(scenario.target(AttackForm.STEADY), SECONDS);
        }
        attack(scenario, attacks);
        List<byte[]> samples = new ArrayList<>();
        GeneratedTraffic traffic = scenario.traffic();
        while (traffic.hasNext()) {
            samples.add(traffic.next().sample().sample().toByteArray());
        }
        return samples;
    }

    private static void attack(Scenario scenario, int attacks) {
        List<AttackVector> vectors = AttackVector.all();
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < attacks; i++) {
            AttackForm form = i % 10 == 0 ? AttackForm.CARPET : AttackForm.STEADY;
            scenario.attack(
                    form,
                    vectors.get(i % vectors.size()),
                    scenario.target(form),
                    FIRST_ATTACK_SECOND + random.nextInt(5));
        }
    }

    /** As the job would read one of them. */
    static AnnotatedSample decoded(byte[] bytes) {
        try {
            PacketSample sample = PacketSample.parseFrom(bytes);
            return AnnotatedSample.of(
                    sample, sample.getObservedAtNanos(), GeneratedTraffic.ACCOUNT);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("was encoded here", e);
        }
    }
}
