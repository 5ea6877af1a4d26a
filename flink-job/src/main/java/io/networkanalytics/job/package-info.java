/**
 * The job: {@link io.networkanalytics.job.NetworkAnalyticsPipeline} wires the stages, which do not
 * know each other and meet in types of the sample model.
 */
package io.networkanalytics.job;
