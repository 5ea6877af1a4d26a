package io.networkanalytics.job.attack;

/**
 * How attacks are found.
 *
 * @param sessionGapSeconds seconds without a packet of it after which an attack has ended
 */
public record AttackSettings(int sessionGapSeconds) {

    /** What is set where nobody sets anything. */
    public static final AttackSettings DEFAULT = new AttackSettings(60);
}
