package io.networkanalytics.model;

import static java.util.Objects.requireNonNull;

/**
 * One record of {@link Topics#ACCOUNTS}: a prefix and whose it is.
 *
 * <p>As JSON: {@code {"prefix": "203.0.113.0/24", "account": 1001, "prefix_tag": "web",
 * "lease_tag": "", "application_tag": "shop", "tcp_protection": "enabled"}}, key: the prefix. A
 * record without a value removes the prefix. {@code tcp_protection} is enabled, monitoring (the
 * default) or disabled, see {@link TcpProtection}. {@code attack_sensitivity} is default, medium,
 * low or off, or an object of these by name of the vector, where "*" stands for all others; {@code
 * attack_action} is log (the default) or block, see {@link
 * io.networkanalytics.model.attack.AttackPreference}.
 *
 * @param prefix the addresses
 * @param account the account
 */
public record AccountPrefix(IpPrefix prefix, Account account) {

    public AccountPrefix {
        requireNonNull(prefix, "prefix");
        requireNonNull(account, "account");
    }
}
