/** Netfilter's log at its limit. */
package io.networkanalytics.bench.nflog;
