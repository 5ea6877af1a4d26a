/**
 * Packets as they pass an interface, and captures that are still being made: {@link
 * io.networkanalytics.forwarder.live.LiveCaptureInput}, {@link
 * io.networkanalytics.forwarder.live.PcapStreamInput}.
 */
package io.networkanalytics.forwarder.live;
