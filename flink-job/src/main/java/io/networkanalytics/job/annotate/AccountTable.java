package io.networkanalytics.job.annotate;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.Account;
import io.networkanalytics.model.AccountPrefix;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.PrefixTable;
import io.networkanalytics.model.codec.AccountPrefixCodec;
import io.networkanalytics.model.codec.MalformedRecordException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whose address it is, by longest prefix. Not safe for use by several threads.
 *
 * <p>Traffic belongs to the owner of its destination: that is who is attacked. Where the
 * destination is nobody's, it belongs to the owner of its source (egress), otherwise to {@link
 * Account#UNASSIGNED}.
 */
final class AccountTable {

    private final Map<String, AccountPrefix> byKey = new HashMap<>();
    private final PrefixTable<Account> byPrefix = new PrefixTable<>();

    /**
     * Adds, replaces or removes what a key stands for.
     *
     * @param key key of the record
     * @param json value of the record; "" removes
     * @throws MalformedRecordException if the value is wrong; what the key stood for stays in force
     */
    void apply(String key, String json) throws MalformedRecordException {
        AccountPrefix next = json.isEmpty() ? null : AccountPrefixCodec.decode(json);
        AccountPrefix before = next == null ? byKey.remove(key) : byKey.put(key, next);
        if (before != null) {
            byPrefix.remove(before.prefix());
        }
        if (next != null) {
            byPrefix.put(next.prefix(), next.account());
        }
    }

    /** The account of a sample. */
    Account accountOf(PacketSample sample) {
        return find(sample.getDestinationAddress())
                .or(() -> find(sample.getSourceAddress()))
                .orElse(Account.UNASSIGNED);
    }

    /** Number of prefixes. */
    int size() {
        return byPrefix.size();
    }

    private Optional<Account> find(ByteString address) {
        return byPrefix.longestMatch(address);
    }
}
