package io.networkanalytics.model;

import static java.util.Objects.requireNonNull;

/**
 * What tables say about an address.
 *
 * @param asn number of the autonomous system that announces it, or 0
 * @param asnName name of that system, or ""
 * @param country ISO 3166-1 alpha-2 code in upper case, or ""
 */
public record AddressFacts(long asn, String asnName, String country) {

    /** Of an address that no table knows. */
    public static final AddressFacts UNKNOWN = new AddressFacts(0, "", "");

    public AddressFacts {
        if (asn < 0 || asn > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("ASN " + asn + " is outside 0.." + 0xFFFF_FFFFL);
        }
        requireNonNull(asnName, "asnName");
        requireNonNull(country, "country");
    }
}
