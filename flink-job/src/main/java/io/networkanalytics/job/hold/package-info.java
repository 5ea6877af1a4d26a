/**
 * Holds samples until event time has passed their second and what others know of it has arrived.
 */
package io.networkanalytics.job.hold;
