/** The tracker of TCP connections: how often it is wrong about ordinary traffic, how fast it is. */
package io.networkanalytics.bench.tracker;
