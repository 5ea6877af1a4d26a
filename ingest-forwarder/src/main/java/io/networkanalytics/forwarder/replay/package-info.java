/** Captures replayed as if their packets were sampled now. */
package io.networkanalytics.forwarder.replay;
