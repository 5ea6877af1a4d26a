/** The command line of {@code bin/forwarder}. */
package io.networkanalytics.forwarder.cli;
