/**
 * From captured bytes to the packet fields of a sample: {@link
 * io.networkanalytics.model.packet.PacketDecoder}. One class a header; each knows only what follows
 * it.
 */
package io.networkanalytics.model.packet;
