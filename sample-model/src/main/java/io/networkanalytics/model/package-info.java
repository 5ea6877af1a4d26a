/**
 * The shared language of edge, job and API: the packet sample, its identity and weight, the names
 * of topics and tables.
 *
 * <p>Nothing here knows Flink, Kafka or ClickHouse. {@link io.networkanalytics.model.PacketSample}
 * is generated from {@code packet_sample.proto}, which documents every field.
 */
package io.networkanalytics.model;
