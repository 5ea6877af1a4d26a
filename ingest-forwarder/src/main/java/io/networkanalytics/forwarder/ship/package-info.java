/** Where samples go: Kafka, with backpressure and no silent loss. */
package io.networkanalytics.forwarder.ship;
