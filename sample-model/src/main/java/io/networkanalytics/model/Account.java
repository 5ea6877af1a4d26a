package io.networkanalytics.model;

import static java.util.Objects.requireNonNull;

/**
 * Whose address it is.
 *
 * @param accountId the account; 0 is "unassigned"
 * @param prefixTag name that the operator gave the prefix, or ""
 * @param leaseTag name of the lease of the address, or ""
 * @param applicationTag name of the application behind the address, or ""
 * @param prefix the prefix that assigns the address, such as 203.0.113.0/24, or ""
 * @param tcpProtection what tracking does for that prefix
 * @param attackPreference what detection of attacks does for it, as {@link
 *     io.networkanalytics.model.attack.AttackPreference#text} writes it
 */
public record Account(
        long accountId,
        String prefixTag,
        String leaseTag,
        String applicationTag,
        String prefix,
        TcpProtection tcpProtection,
        String attackPreference) {

    /**
     * The account of every address that belongs to nobody; stored, and visible to operators only.
     */
    public static final Account UNASSIGNED = new Account(0, "", "", "");

    public Account {
        if (accountId < 0 || accountId > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException(
                    "account " + accountId + " is outside 0.." + 0xFFFF_FFFFL);
        }
        requireNonNull(prefixTag, "prefixTag");
        requireNonNull(leaseTag, "leaseTag");
        requireNonNull(applicationTag, "applicationTag");
        requireNonNull(prefix, "prefix");
        requireNonNull(tcpProtection, "tcpProtection");
        requireNonNull(attackPreference, "attackPreference");
    }

    /** An account of no prefix in particular. */
    public Account(long accountId, String prefixTag, String leaseTag, String applicationTag) {
        this(accountId, prefixTag, leaseTag, applicationTag, "", TcpProtection.MONITORING, "");
    }
}
