package io.networkanalytics.bench.detector;

import java.util.ArrayList;
import java.util.List;

/**
 * A kind of attack that is measured.
 *
 * @param form over time and addresses
 * @param vectors one, or two at once
 */
record AttackKind(AttackForm form, List<AttackVector> vectors) {

    private static final List<AttackVector> VARIED =
            List.of(
                    Flood.SYN,
                    Flood.ACK,
                    Flood.UDP_RANDOM_PORTS,
                    Flood.ICMP,
                    Amplification.DNS,
                    Amplification.NTP);

    /** Every vector, and some of them in every form. */
    static List<AttackKind> all() {
        List<AttackKind> kinds = new ArrayList<>();
        for (AttackVector vector : AttackVector.all()) {
            kinds.add(new AttackKind(AttackForm.STEADY, List.of(vector)));
        }
        for (AttackForm form : List.of(AttackForm.CARPET, AttackForm.PULSE, AttackForm.RAMP)) {
            for (AttackVector vector : VARIED) {
                kinds.add(new AttackKind(form, List.of(vector)));
            }
        }
        for (int i = 0; i < VARIED.size(); i++) {
            kinds.add(
                    new AttackKind(
                            AttackForm.TWO_VECTORS,
                            List.of(VARIED.get(i), VARIED.get((i + 1) % VARIED.size()))));
        }
        return kinds;
    }

    /** How a table calls it. */
    String title() {
        String first =
                vectors.get(0) == Flood.UDP_FIXED_PORTS
                        ? "UDP flood, fixed ports"
                        : vectors.get(0).vector();
        return form.title(vectors.size() == 1 ? first : first + ", " + vectors.get(1).vector());
    }

    /** One attack of this kind; see {@link Scenario#of}. */
    Scenario scenario(long seed, Thresholds thresholds, int sampleInterval, int budgetSamples) {
        return Scenario.of(
                form,
                vectors,
                1000 * seed + title().hashCode(),
                thresholds,
                sampleInterval,
                budgetSamples);
    }
}
