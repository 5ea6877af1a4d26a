package io.networkanalytics.rules.nftables;

/** A rule that nftables cannot express. The message names the construct and why. */
public final class UnsupportedRuleException extends Exception {

    private static final long serialVersionUID = 1L;

    UnsupportedRuleException(String construct, String why) {
        super("nftables cannot express " + construct + ": " + why, null, false, false);
    }
}
