/** Sockets that receive datagrams, and what the kernel dropped before them. */
package io.networkanalytics.forwarder.udp;
