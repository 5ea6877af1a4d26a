/** The service of sample_intake.proto. */
package io.networkanalytics.forwarder.grpc;
