/**
 * How the wide types travel between operators and into state: as their own bytes, never by Flink's
 * generic or POJO serialization.
 */
package io.networkanalytics.job.encoding;
