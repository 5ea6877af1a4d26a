package io.networkanalytics.job.annotate.tcp;

import io.networkanalytics.model.AnnotatedSample;

/**
 * What has a threshold of its own. Also a key of Flink state.
 *
 * @param account whose traffic
 * @param prefix the prefix that assigns it, or "" for all of an account that has none
 * @param rateClass what is counted
 */
public record TcpRateKey(long account, String prefix, TcpRateClass rateClass) {

    /** The key of a sample that awaits its rate. */
    static TcpRateKey of(AnnotatedSample awaiting) {
        return new TcpRateKey(
                awaiting.account().accountId(),
                awaiting.account().prefix(),
                TcpDecision.rateClass(awaiting));
    }

    /** Alike in every process, which the hash of an enum is not: it chooses the key group. */
    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(account) + prefix.hashCode()) + rateClass.ordinal();
    }
}
