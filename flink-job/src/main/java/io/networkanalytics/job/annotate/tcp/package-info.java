/**
 * What state a TCP connection is in, and whether a packet belongs: plain Java, one direction being
 * enough. The table that it follows is in {@link io.networkanalytics.job.annotate.tcp.TcpTracker}.
 */
package io.networkanalytics.job.annotate.tcp;
