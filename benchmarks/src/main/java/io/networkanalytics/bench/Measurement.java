package io.networkanalytics.bench;

/**
 * One run of one contestant.
 *
 * @param value units a second; more is better
 * @param residentBytes the most memory that its whole process had, 0 if not known
 */
public record Measurement(double value, long residentBytes) {}
