/** What sums over samples say of the packets that they were drawn from, and how surely. */
package io.networkanalytics.model.estimate;
