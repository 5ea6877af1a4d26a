/**
 * Benchmarks: {@code bin/bench NAME}. To add one, write a picocli command that makes a {@link
 * io.networkanalytics.bench.Comparison} and name it in {@link io.networkanalytics.bench.Bench}.
 */
package io.networkanalytics.bench;
