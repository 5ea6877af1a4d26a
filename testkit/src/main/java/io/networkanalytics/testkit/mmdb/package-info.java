/** Writes small MMDB files, for what no open database has. */
package io.networkanalytics.testkit.mmdb;
