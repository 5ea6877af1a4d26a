/**
 * Functions for Flink SQL: thin wrappers over the plain cores of the sample model. NULL in, NULL
 * out.
 */
package io.networkanalytics.udf;
