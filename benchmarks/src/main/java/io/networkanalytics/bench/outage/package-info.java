/** Kafka away for minutes under load: what the spool holds, and what it costs. */
package io.networkanalytics.bench.outage;
