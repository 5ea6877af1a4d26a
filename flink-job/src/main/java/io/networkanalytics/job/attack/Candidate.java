package io.networkanalytics.job.attack;

import io.networkanalytics.model.IpPrefix;
import java.util.ArrayList;
import java.util.List;

/**
 * Too much of one vector to one target, beyond what known attacks explain.
 *
 * @param target an address or the whole prefix
 * @param vector id of the vector
 * @param vectors the vectors of its packets, a bit for each id
 * @param threshold that it is above
 * @param rate of this second
 * @param confidence that it is above, 0 to 1
 * @param packets what they look like, of the last seconds
 * @param usual what is usual in as many seconds
 */
record Candidate(
        IpPrefix target,
        int vector,
        long vectors,
        Threshold threshold,
        Rate rate,
        double confidence,
        List<WeightedDigest> packets,
        List<WeightedDigest> usual) {

    /** Both together. */
    Candidate plus(Candidate other) {
        List<WeightedDigest> all = new ArrayList<>(packets);
        all.addAll(other.packets);
        List<WeightedDigest> allUsual = new ArrayList<>(usual);
        allUsual.addAll(other.usual);
        return new Candidate(
                target,
                vector,
                vectors | other.vectors,
                new Threshold(
                        Math.min(threshold.packets(), other.threshold.packets()),
                        Math.min(threshold.bits(), other.threshold.bits())),
                rate.plus(other.rate),
                Math.max(confidence, other.confidence),
                all,
                allUsual);
    }

    /** The same under another name. */
    Candidate asVector(int next, long nextVectors) {
        return new Candidate(
                target, next, nextVectors, threshold, rate, confidence, packets, usual);
    }

    /** Whether its packets are too many; otherwise it is their bits. */
    boolean byBits() {
        return rate.packets() * threshold.bits() < rate.bits() * threshold.packets();
    }
}
