/**
 * The whole path, from a sender to the tables, while everything in it is killed again and again.
 */
package io.networkanalytics.bench.chaos;
