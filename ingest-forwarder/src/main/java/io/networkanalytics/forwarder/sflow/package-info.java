/** sFlow version 5: datagrams to samples, and what they reveal of loss. */
package io.networkanalytics.forwarder.sflow;
