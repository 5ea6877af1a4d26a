package io.networkanalytics.job.attack;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.Account;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.IpPrefix;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a sample is sent to, if that can be attacked.
 *
 * @param prefix the prefix around it
 * @param high first eight bytes of the address
 * @param low last eight bytes
 */
record SampleTarget(PrefixKey prefix, long high, long low) {

    private static final int ADDRESS_BYTES = 16;

    /** Finds targets. For one thread. */
    static final class Finder {

        private static final int MOST_PREFIXES = 100_000;

        private final Map<String, IpPrefix> prefixes = new HashMap<>();

        /**
         * The target of a sample: its destination, if it is the account's own or nobody's. What an
         * account sends to others is no attack on it.
         */
        Optional<SampleTarget> of(AnnotatedSample sample) {
            ByteString destination = sample.sample().getDestinationAddress();
            if (destination.size() != ADDRESS_BYTES) {
                return Optional.empty();
            }
            long high = IpAddresses.high(destination);
            long low = IpAddresses.low(destination);
            Account account = sample.account();
            if (!account.prefix().isEmpty() && !prefix(account.prefix()).contains(high, low)) {
                return Optional.empty();
            }
            return Optional.of(
                    new SampleTarget(PrefixKey.of(account.accountId(), high, low), high, low));
        }

        private IpPrefix prefix(String text) {
            IpPrefix known = prefixes.get(text);
            if (known == null) {
                if (prefixes.size() >= MOST_PREFIXES) {
                    prefixes.clear();
                }
                known = IpPrefix.parse(text);
                prefixes.put(text, known);
            }
            return known;
        }
    }
}
