/**
 * {@code bin/bench forwarder}: datagrams of real exporters, decoded and delivered by one core's
 * worth of processor time, against the collectors that Debian has.
 */
package io.networkanalytics.bench.forwarder;
