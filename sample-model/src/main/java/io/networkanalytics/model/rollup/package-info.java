/**
 * The rollup as plain values: which dimensions a row is keyed by, what it sums, and how sums are
 * merged.
 */
package io.networkanalytics.model.rollup;
