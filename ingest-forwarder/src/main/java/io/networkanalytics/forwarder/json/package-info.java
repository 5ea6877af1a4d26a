/** Samples as JSON, over HTTP and Unix sockets. */
package io.networkanalytics.forwarder.json;
