/** Metrics and health. */
package io.networkanalytics.forwarder.observe;
