/**
 * Fuzzing: one target class a decoder, run by Jazzer for minutes ({@code bin/bench fuzz}) and, over
 * the seeds in {@code benchmarks/fuzz/seeds}, by the unit tests.
 */
package io.networkanalytics.bench.fuzz;
