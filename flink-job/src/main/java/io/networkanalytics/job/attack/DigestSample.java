package io.networkanalytics.job.attack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A bounded sample of digests from which the packets of any subset can be estimated without bias:
 * priority sampling (Duffield, Lund, Thorup, <i>Priority sampling for estimation of arbitrary
 * subset sums</i>, J. ACM 54(6), 2007). A digest of weight w has the priority w/u, u uniform in (0,
 * 1]; the highest are kept, and each stands for max(w, t), t being the highest priority that was
 * not kept.
 *
 * <p>u comes from the sample's identity. So the sample of a union is made from the samples of its
 * parts, whatever the order and however the traffic was split: {@link #plus} gives just what one
 * place that saw everything would have.
 *
 * @param digests by priority, the highest first
 * @param threshold highest priority that was left out, 0 if none was
 */
record DigestSample(List<PacketDigest> digests, double threshold) {

    static final DigestSample EMPTY = new DigestSample(List.of(), 0);

    static final Comparator<PacketDigest> BY_PRIORITY =
            Comparator.comparingDouble(DigestSample::priority)
                    .reversed()
                    .thenComparingLong(PacketDigest::hash);

    static double priority(PacketDigest digest) {
        return digest.packets() / digest.uniform(0);
    }

    /**
     * The sample of both.
     *
     * @param other of other packets
     * @param most how many digests to keep
     */
    DigestSample plus(DigestSample other, int most) {
        List<PacketDigest> all = new ArrayList<>(digests.size() + other.digests.size());
        int a = 0;
        int b = 0;
        while (a < digests.size() || b < other.digests.size()) {
            boolean first =
                    b == other.digests.size()
                            || (a < digests.size()
                                    && BY_PRIORITY.compare(digests.get(a), other.digests.get(b))
                                            <= 0);
            all.add(first ? digests.get(a++) : other.digests.get(b++));
        }
        return ofSorted(all, Math.max(threshold, other.threshold), most);
    }

    /** The sample of digests that are sorted by priority. */
    static DigestSample ofSorted(List<PacketDigest> sorted, double threshold, int most) {
        if (sorted.size() <= most) {
            return new DigestSample(sorted, threshold);
        }
        return new DigestSample(
                List.copyOf(sorted.subList(0, most)),
                Math.max(threshold, priority(sorted.get(most))));
    }

    /** The digests with what they stand for. */
    List<WeightedDigest> weighted() {
        List<WeightedDigest> weighted = new ArrayList<>(digests.size());
        for (PacketDigest digest : digests) {
            weighted.add(new WeightedDigest(digest, Math.max(digest.packets(), threshold)));
        }
        return weighted;
    }
}
