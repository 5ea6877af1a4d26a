/** What inputs need of Linux and Java does not offer. */
package io.networkanalytics.forwarder.linux;
