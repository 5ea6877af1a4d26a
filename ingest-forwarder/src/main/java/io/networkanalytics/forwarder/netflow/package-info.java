/**
 * NetFlow version 5 and 9 (RFC 3954) and IPFIX (RFC 7011), with PSAMP (RFC 5476): from the datagram
 * to samples. {@link io.networkanalytics.forwarder.netflow.NetflowDecoder} is the way in.
 */
package io.networkanalytics.forwarder.netflow;
