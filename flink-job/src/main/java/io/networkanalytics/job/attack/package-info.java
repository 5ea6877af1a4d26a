/**
 * Detects attacks and says which samples are part of one, as a function of event time alone.
 *
 * <p>Beside the source, samples are counted by second, prefix and vector ({@link
 * io.networkanalytics.job.attack.TrafficBuffer}); counts and not samples meet at the detector
 * ({@link io.networkanalytics.job.attack.PrefixDetector}), which says what was an attack in which
 * second; the samples wait for that and are tagged ({@link
 * io.networkanalytics.job.attack.AttackTable}). The mathematics are in
 * docs/explanation/attack-detection.md.
 */
package io.networkanalytics.job.attack;
