package io.networkanalytics.forwarder.observe;

/**
 * What a reload of the configuration did.
 *
 * @param good whether all of the new configuration holds, or will after a restart
 * @param text for people, a line each: what changed, or what is wrong
 */
public record ReloadOutcome(boolean good, String text) {}
