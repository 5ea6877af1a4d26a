package io.networkanalytics.job.attack;

import io.networkanalytics.model.IpPrefix;
import java.io.Serializable;
import java.util.List;

/**
 * What the operator of the network may tune. Sensitivity and action are an account's own, see
 * {@link io.networkanalytics.model.attack.AttackPreference}.
 *
 * @param sessionGapSeconds an attack ends when it was not seen for so long, 1 to 3600
 * @param thresholdScale multiplies all thresholds, above 0: below 1 for a small network
 * @param digests packets that are kept of a prefix, vector and second to describe its traffic, 16
 *     to 65536: the share of what they describe is known within 1/sqrt(digests)
 * @param neverMitigate targets whose rules never have an action but log, such as 203.0.113.0/24
 */
public record AttackSettings(
        int sessionGapSeconds, double thresholdScale, int digests, List<String> neverMitigate)
        implements Serializable {

    /** Of a network of ordinary size. */
    public static final AttackSettings DEFAULT = new AttackSettings(60, 1, 512, List.of());

    /** A second is decided when so many later ones are known too. */
    static final int LOOK_BACK_SECONDS = 2;

    /** An attack on a whole prefix has to be so much stronger than one on an address. */
    public static final int PREFIX_THRESHOLD_FACTOR = 4;

    public AttackSettings {
        if (sessionGapSeconds < 1 || sessionGapSeconds > 3600) {
            throw new IllegalArgumentException(
                    "session gap " + sessionGapSeconds + " s is outside 1..3600");
        }
        if (!(thresholdScale > 0)) {
            throw new IllegalArgumentException(
                    "threshold scale " + thresholdScale + " is not above 0");
        }
        if (digests < 16 || digests > 65_536) {
            throw new IllegalArgumentException("digests " + digests + " is outside 16..65536");
        }
        neverMitigate = List.copyOf(neverMitigate);
        neverMitigate.forEach(IpPrefix::parse);
    }

    /** The same with other thresholds. */
    public AttackSettings withThresholdScale(double scale) {
        return new AttackSettings(sessionGapSeconds, scale, digests, neverMitigate);
    }
}
