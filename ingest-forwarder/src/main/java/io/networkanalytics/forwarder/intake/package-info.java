/**
 * The one way from every input to the shipper: complete, choose the partition, number; and the dead
 * letters beside it.
 */
package io.networkanalytics.forwarder.intake;
