/** Capture files, pcap and pcapng: {@link io.networkanalytics.forwarder.capture.CaptureReader}. */
package io.networkanalytics.forwarder.capture;
