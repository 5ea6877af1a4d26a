package io.networkanalytics.forwarder.handin;

/** Who counts: within it sequences only grow. */
record EpochIdentity(String exporterId, long epochMicros) {}
