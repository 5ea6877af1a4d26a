package io.networkanalytics.job.attack;

/**
 * What one subtask saw of one vector to one prefix in one second; several of the same second are
 * summed.
 *
 * @param key which prefix
 * @param second seconds since 1970
 * @param vector id of the vector
 * @param traffic its packets
 */
record TrafficCount(PrefixKey key, long second, int vector, VectorTraffic traffic) {}
