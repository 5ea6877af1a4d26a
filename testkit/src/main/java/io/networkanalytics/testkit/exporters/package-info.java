/**
 * Our reading of datagrams of sFlow, NetFlow and IPFIX exporters against tshark's: {@link
 * io.networkanalytics.testkit.exporters.ExporterComparison}. Used by a test over real captures and
 * by {@code bin/bench exporter-accuracy} over any folder of them.
 */
package io.networkanalytics.testkit.exporters;
