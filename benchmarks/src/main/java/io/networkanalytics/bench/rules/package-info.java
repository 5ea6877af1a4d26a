/** What an evaluation of firewall rules costs. */
package io.networkanalytics.bench.rules;
