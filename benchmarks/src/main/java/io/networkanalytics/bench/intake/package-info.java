/** A program that hands in samples while everything behind it is killed. */
package io.networkanalytics.bench.intake;
