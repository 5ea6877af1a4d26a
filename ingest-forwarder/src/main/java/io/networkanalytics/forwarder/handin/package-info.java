/** What programs hand in by themselves, over gRPC or as JSON: checks and identity. */
package io.networkanalytics.forwarder.handin;
