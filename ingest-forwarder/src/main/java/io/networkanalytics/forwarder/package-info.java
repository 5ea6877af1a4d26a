/**
 * samplerd, the edge daemon. Inputs decode and hand samples to {@link
 * io.networkanalytics.forwarder.intake}, which completes and numbers them; {@link
 * io.networkanalytics.forwarder.ship} takes them to Kafka. To add an input: a record in {@code
 * config.InputConfig}, its keys in {@code config.InputReader}, and its wiring in {@code Inputs}.
 */
package io.networkanalytics.forwarder;
