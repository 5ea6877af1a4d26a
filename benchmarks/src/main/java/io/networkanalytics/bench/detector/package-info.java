/** How well and how fast attacks are found: labelled traffic, made and captured, and its score. */
package io.networkanalytics.bench.detector;
