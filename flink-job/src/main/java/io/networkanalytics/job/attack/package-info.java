/** Finds attacks in samples. */
package io.networkanalytics.job.attack;
