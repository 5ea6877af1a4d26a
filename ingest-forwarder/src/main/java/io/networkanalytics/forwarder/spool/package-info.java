/** The spool: every record is on disk until Kafka has it. */
package io.networkanalytics.forwarder.spool;
