/** The packet header decoder against tshark. */
package io.networkanalytics.bench.decode;
