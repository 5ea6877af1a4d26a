/** The exactly-once sink against other ways into the same table. */
package io.networkanalytics.bench.sink;
