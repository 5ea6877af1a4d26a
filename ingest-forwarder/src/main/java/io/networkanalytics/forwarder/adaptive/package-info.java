/** Thins what goes to a destination that gets too many samples; off by default. */
package io.networkanalytics.forwarder.adaptive;
