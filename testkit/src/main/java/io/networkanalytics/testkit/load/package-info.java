/** Samples in numbers, for tests and benchmarks. */
package io.networkanalytics.testkit.load;
