package io.networkanalytics.job.attack;

/**
 * A way to attack.
 *
 * @param name as a network person says it
 * @param expression its packets, in the rule language
 * @param packetsPerSecond threshold
 * @param bitsPerSecond threshold
 */
public record Vector(String name, String expression, long packetsPerSecond, long bitsPerSecond) {}
