/**
 * Our decoding against tshark's: {@link io.networkanalytics.testkit.tshark.DecodeComparison}. Used
 * by a test over real captures and by {@code bin/bench decode-accuracy} over any folder of them.
 */
package io.networkanalytics.testkit.tshark;
